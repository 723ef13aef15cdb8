const ABSOLUTE = 1e-14;

// An expected object may leave keys out; numbers may differ by `tolerance` of the expected one, and of a text
// `contains` may tell parts, in their order.
export function matches(expected, got, tolerance) {
  if (Array.isArray(expected)) {
    return Array.isArray(got) && expected.length === got.length &&
      expected.every((each, at) => matches(each, got[at], tolerance));
  }
  if (typeof got === 'string' && Array.isArray(expected?.contains)) return contains(expected.contains, got);
  if (typeof expected === 'object' && expected !== null) {
    return typeof got === 'object' && got !== null &&
      Object.entries(expected).every(([key, each]) => matches(each, got[key] ?? null, tolerance));
  }
  if (typeof expected === 'number' && typeof got === 'number' && tolerance !== undefined) {
    return Math.abs(expected - got) <= Math.max(ABSOLUTE, tolerance * Math.abs(expected));
  }
  return expected === got;
}

function contains(parts, text) {
  let at = 0;
  return parts.length > 0 && parts.every((part) => {
    const found = text.indexOf(part, at);
    at = found + part.length;
    return found >= 0;
  });
}
