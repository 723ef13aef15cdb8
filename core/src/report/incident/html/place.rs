/// What stands beside a mark, at its right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sign {
    /// Where its mark is, and so the line that leads down to it.
    pub(super) x: f64,
    /// How wide its text is.
    pub(super) width: f64,
}

/// Between a line and the text at its end, and behind the text.
pub(super) const GAP: f64 = 5.0;

/// The row of each sign, counted downwards from the marks, so that no text lies on another or under the line of another.
///
/// From the right to the left each takes the first row in which it ends before whatever begins there. The line of a
/// sign goes through all rows above its own, so there too nothing further left may pass it.
pub(super) fn rows(signs: &[Sign]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..signs.len()).collect();
    let x = |place: &usize| signs.get(*place).map_or(0.0, |it| it.x);
    // Of those at one place the first stands highest.
    order.sort_by(|a, b| x(b).total_cmp(&x(a)).then(a.cmp(b)));
    let mut begins: Vec<f64> = Vec::new();
    let mut rows = vec![0; signs.len()];
    for place in order {
        let Some(sign) = signs.get(place) else { continue };
        let end = sign.x + 2.0 * GAP + sign.width;
        let row = begins.iter().position(|begin| end <= *begin).unwrap_or(begins.len());
        if row == begins.len() {
            begins.push(sign.x);
        }
        begins.iter_mut().take(row + 1).for_each(|begin| *begin = sign.x);
        if let Some(found) = rows.get_mut(place) {
            *found = row;
        }
    }
    rows
}

/// How far right the marks may reach, so that each text ends within the picture.
pub(super) fn right(left: f64, most: f64, signs: impl Iterator<Item = (f64, f64)>) -> f64 {
    let room = |(part, width): (f64, f64)| {
        if part > 0.0 { left + (most - 2.0 * GAP - width - left) / part } else { most }
    };
    signs.map(room).fold(most, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn signs(places: &[(f64, f64)]) -> Vec<Sign> {
        places.iter().map(|(x, width)| Sign { x: *x, width: *width }).collect()
    }

    #[test]
    fn what_has_room_stands_in_the_first_row() {
        assert_eq!(rows(&[]), Vec::<usize>::new());
        assert_eq!(rows(&signs(&[(0.0, 50.0), (100.0, 50.0), (200.0, 50.0)])), [0, 0, 0]);
        assert_eq!(rows(&signs(&[(0.0, 95.0), (100.0, 95.0), (200.0, 50.0)])), [2, 1, 0]);
        // All at one place: one below the other, in their order.
        assert_eq!(rows(&signs(&[(7.0, 30.0), (7.0, 30.0), (7.0, 30.0)])), [0, 1, 2]);
    }

    #[test]
    fn marks_end_where_the_last_text_has_room() {
        let right = |signs: &[(f64, f64)]| right(0.0, 900.0, signs.iter().copied()).to_string();
        assert_eq!(right(&[]), "900");
        assert_eq!(right(&[(1.0, 190.0)]), "700");
        assert_eq!(right(&[(0.5, 490.0), (0.0, 2_000.0)]), "800");
    }

    proptest! {
        #[test]
        fn no_text_lies_on_another_or_under_a_line(
            places in prop::collection::vec((0_u32..700, 1_u32..240), 0..40),
        ) {
            let places: Vec<_> = places.iter().map(|(x, w)| (f64::from(*x), f64::from(*w))).collect();
            let signs = signs(&places);
            let rows = rows(&signs);
            prop_assert_eq!(rows.len(), signs.len());
            for (i, a) in signs.iter().enumerate() {
                let (begin, end) = (a.x + GAP, a.x + GAP + a.width);
                for (j, b) in signs.iter().enumerate().filter(|(j, _)| *j != i) {
                    let other = (b.x + GAP, b.x + GAP + b.width);
                    prop_assert!(rows[i] != rows[j] || end < other.0 || other.1 < begin, "{i} on {j}");
                    let passes = rows[j] >= rows[i] && begin <= b.x && b.x <= end;
                    prop_assert!(!passes, "the line of {j} goes through {i}");
                }
            }
        }
    }
}
