//! The colours: each has a value on a light and on a dark ground.

/// A colour by its name in the style sheet.
pub(super) type Colour = (&'static str, &'static str, &'static str);

/// The ground, what is written on it, and what is drawn.
pub(super) const COLOURS: [Colour; 15] = [
    ("ground", "#ffffff", "#12171d"),
    ("card", "#f4f6f9", "#1b222a"),
    ("ink", "#1a222c", "#e6ebf1"),
    ("soft", "#55606e", "#a5b0bd"),
    ("rule", "#d5dbe3", "#343e4a"),
    ("link", "#1c5aa3", "#86b9f7"),
    ("good", "#17683c", "#74d3a0"),
    ("bad", "#a8261d", "#ff9d92"),
    ("s1", "#1f5fa8", "#7db4f5"),
    ("s2", "#b4480b", "#f2a365"),
    ("s3", "#1e7a4c", "#6fd3a0"),
    ("s4", "#8a3fa0", "#d3a0ec"),
    ("s5", "#5b6470", "#aab4c0"),
    ("s6", "#a3164a", "#f58fb0"),
    ("bar", "#1f5fa8", "#7db4f5"),
];

/// The steps of a heat map from nothing to the most, each with what is written on it.
pub(super) const HEAT: [(Colour, Colour); 6] = [
    (("h0", "#f4f6f9", "#1b222a"), ("i0", "#55606e", "#a5b0bd")),
    (("h1", "#dce8f6", "#20344b"), ("i1", "#1a222c", "#e6ebf1")),
    (("h2", "#b3cfed", "#27496f"), ("i2", "#1a222c", "#ffffff")),
    (("h3", "#82b0e0", "#5591d0"), ("i3", "#10161d", "#0a0f14")),
    (("h4", "#2a65ab", "#86b9f7"), ("i4", "#ffffff", "#0a0f14")),
    (("h5", "#143f73", "#cfe3fb"), ("i5", "#ffffff", "#0a0f14")),
];

/// All colours on a light ground, or on a dark one, as the style sheet declares them.
pub(super) fn declared(dark: bool) -> String {
    let heat = HEAT.iter().flat_map(|(ground, ink)| [ground, ink]);
    let one =
        |(name, light, other): &Colour| format!("--{name}:{};", if dark { other } else { light });
    COLOURS.iter().chain(heat).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of WCAG 2.2.
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn named(name: &str) -> [&'static str; 2] {
        let found = COLOURS.iter().find(|it| it.0 == name).unwrap();
        [found.1, found.2]
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        assert!((contrast("#ffffff", "#000000") - 21.0).abs() < 1e-9);
        // The grey that WCAG's own examples give 4.54 to 1 on white.
        assert!((contrast("#767676", "#ffffff") - 4.54).abs() < 0.005);
    }

    /// WCAG 2.2 AA: 4.5 to 1 for texts, 3 to 1 for what is drawn.
    #[test]
    fn texts_and_lines_can_be_seen_on_light_and_dark() {
        for theme in [0, 1] {
            for ground in ["ground", "card"].map(|it| named(it)[theme]) {
                for text in ["ink", "soft", "link", "good", "bad"] {
                    assert!(contrast(named(text)[theme], ground) >= 4.5, "{text} {theme}");
                }
                // The number of a phase is written on its colour.
                for phase in ["s1", "s2", "s3", "s4"] {
                    assert!(
                        contrast(named(phase)[theme], named("ground")[theme]) >= 4.5,
                        "{phase} {theme}"
                    );
                }
                for line in ["s1", "s2", "s3", "s4", "s5", "s6", "bar"] {
                    assert!(contrast(named(line)[theme], ground) >= 3.0, "{line} {theme}");
                }
            }
            for ((ground, light, dark), (_, light_ink, dark_ink)) in HEAT {
                let (on, ink) = if theme == 0 { (light, light_ink) } else { (dark, dark_ink) };
                assert!(contrast(on, ink) >= 4.5, "{ground} {theme}");
            }
        }
    }
}
