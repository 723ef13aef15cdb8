//! Laws of headcounts.

use super::super::{HeadcountInput, headcount};
use proptest::prelude::*;
use rust_decimal::Decimal;

proptest! {
    #[test]
    fn a_headcount_is_the_least_that_is_enough(
        tickets in 0..100_000_000_i64, rate in 1..1000_i64, share in 0..950_000_i64,
    ) {
        let shrinkage = Decimal::new(share, 6);
        let input = HeadcountInput {
            tickets_per_month: tickets,
            tickets_per_agent_per_month: rate,
            shrinkage,
            team: None,
        };
        let needed = headcount(&input).unwrap();
        let (on_shift, people) = (i128::from(needed.on_shift), i128::from(needed.headcount));
        prop_assert!(on_shift * i128::from(rate) >= i128::from(tickets));
        prop_assert!(on_shift == 0 || (on_shift - 1) * i128::from(rate) < i128::from(tickets));
        let at_work = i128::from(1_000_000 - share);
        prop_assert!(people * at_work >= on_shift * 1_000_000);
        prop_assert!(people == 0 || (people - 1) * at_work < on_shift * 1_000_000);
    }
}
