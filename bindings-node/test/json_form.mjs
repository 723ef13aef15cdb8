// The core's JSON form of values, which the cases are written in, to and from Node's own.
import { readFileSync } from 'node:fs';
import * as core from '@firstline/core';

export const types = JSON.parse(readFileSync(new URL('../api.json', import.meta.url), 'utf8'));

const UNITS = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1, d: 86_400_000, w: 604_800_000 };

function millis(text) {
  const sign = text.startsWith('-') ? -1 : 1;
  const parts = text.toLowerCase().matchAll(/(\d+(?:\.\d+)?)\s*(ms|[wdhms])/g);
  return sign * [...parts].reduce((sum, [, number, unit]) => sum + Math.round(Number(number) * UNITS[unit]), 0);
}

function span(millis) {
  const rest = Math.abs(millis);
  const [hours, minutes, seconds] = [Math.floor(rest / 3_600_000), Math.floor(rest / 60_000) % 60, (rest % 60_000) / 1000];
  const fraction = Number.isInteger(seconds) ? String(seconds) : seconds.toFixed(3);
  const text = (hours ? `${hours}H` : '') + (minutes ? `${minutes}M` : '') + (seconds ? `${fraction}S` : '');
  return `${millis < 0 ? '-' : ''}PT${text || '0S'}`;
}

const NUMBERS = { NaN: NaN, Infinity: Infinity, '-Infinity': -Infinity };

const renamed = (value, fields, objects) =>
  Object.fromEntries(Object.entries(value).map(([key, each]) => {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    return field === undefined ? [key, each] : [field.spelt, decode(each, field.type, objects)];
  }));

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

// What can't be decoded goes as it is, so that the library itself refuses it.
export function decode(value, [sort, inner], objects) {
  if (value === undefined || value === null) return undefined;
  switch (sort) {
    case 'option': return decode(value, inner, objects);
    case 'list': return Array.isArray(value) ? value.map((each) => decode(each, inner, objects)) : value;
    case 'map': return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, decode(each, inner, objects)]));
    case 'record': return isObject(value) ? renamed(value, types.records[inner], objects) : value;
    case 'choice': return isObject(value) ? renamed(value, types.choices[inner][value.type] ?? {}, objects) : value;
    case 'object': return objects[value];
    case 'timestamp': return new Date(value);
    case 'span': return typeof value === 'string' ? millis(value) : value;
    case 'bytes': return Array.isArray(value) ? Uint8Array.from(value) : new TextEncoder().encode(value);
    case 'f64': return NUMBERS[value] ?? value;
    default: return value;
  }
}

const inside = ([sort, inner]) => (['option', 'list'].includes(sort) ? inside(inner) : [sort, inner]);

const member = (name, [sort, of]) => {
  if (sort === 'call') return types.calls[of].params.find((param) => param.name === name);
  if (sort === 'record') return types.records[of][name];
  if (sort === 'choice') return Object.values(types.choices[of]).find((fields) => Object.hasOwn(fields, name))?.[name];
  return undefined;
};

/** A path of the core as Node's caller spells it: `targets.max_asa` is `targets.maxAsaMs`. */
export function spell(path, call) {
  let type = ['call', call];
  return path.split('.').map((segment) => {
    const [, name, place] = /^([^[]*)(.*)$/.exec(segment);
    const found = type[0] === 'map' ? { spelt: name, type: type[1] } : member(name, type);
    type = inside(found?.type ?? ['']);
    return `${found?.spelt ?? name}${place}`;
  }).join('.');
}

/** Whether a decoded argument holds an integer that JavaScript can't tell from its neighbours. */
export function isInexact(value) {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(isInexact);
}

export function encode(value, [sort, inner]) {
  if (value === undefined) return null;
  switch (sort) {
    case 'option': return encode(value, inner);
    case 'list': return value.map((each) => encode(each, inner));
    case 'map': return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, encode(each, inner)]));
    case 'record': case 'choice': return JSON.parse(core.toJson(inner, value));
    case 'object': return null;
    case 'timestamp': return value.toISOString().replace('.000Z', 'Z');
    case 'span': return span(value);
    case 'bytes': return [...value];
    case 'f64': return Number.isFinite(value) ? value : String(value);
    default: return value;
  }
}
