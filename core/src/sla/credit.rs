use crate::error::{Error, Fault, Result};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// What a customer gets back where promises were kept too seldom.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreditTier {
    /// The tier holds where less than this share of the promises was kept: 0.95 is 95 in 100.
    pub below: Decimal,
    /// The share of the fee that is given back: 0.1 is a tenth.
    pub credit: Decimal,
}

/// What a customer gets back for a period.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceCredit {
    /// The tier that held; absent: none did.
    pub tier: Option<CreditTier>,
    /// The amount, rounded half up to the digits that were asked for; zero where no tier held.
    pub amount: Decimal,
}

/// The service credit for a period in which so many of the decided promises were met.
///
/// Of the tiers that hold, the one with the lowest bound does, whatever their order. The share that was met is
/// compared without a division, so 949 of 999 is not 95 in 100 by any rounding. Without a decided promise no tier
/// holds.
///
/// ```
/// use firstline::{from_json, sla::{CreditTier, service_credit}};
/// let tiers: Vec<CreditTier> =
///     from_json(r#"[{"below": "0.95", "credit": "0.05"}, {"below": "0.90", "credit": "0.10"}]"#)?;
/// // 94 of 100 were met: five in a hundred of the fee.
/// let credit = service_credit(&tiers, 94, 100, "1999.99".parse().unwrap(), 2)?;
/// assert_eq!(credit.amount.to_string(), "100");
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Errors
/// All at once: `credit.share_out_of_range` for a bound or a credit that is not from 0 to 1, `credit.not_rising` for two
/// tiers of one bound or a lower bound with a lower credit, `credit.more_met_than_decided`, `credit.negative_fee`,
/// `credit.digits_out_of_range` for more than 9 digits;
/// `credit.too_large`.
pub fn service_credit(
    tiers: &[CreditTier],
    met: u32,
    decided: u32,
    fee: Decimal,
    digits: u32,
) -> Result<ServiceCredit> {
    check(tiers, met, decided, fee, digits)?;
    let is_below = |tier: &&CreditTier| {
        decided > 0 && Decimal::from(met) < tier.below.saturating_mul(Decimal::from(decided))
    };
    let tier = tiers.iter().filter(is_below).min_by_key(|tier| tier.below).cloned();
    let amount = match &tier {
        None => Decimal::ZERO,
        Some(tier) => fee.checked_mul(tier.credit).ok_or_else(|| {
            let message = "the amount has too many digits; give a smaller fee";
            Error::from(Fault::invalid("credit.too_large", "fee", message))
        })?,
    };
    let amount = amount.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero);
    Ok(ServiceCredit { tier, amount: amount.normalize() })
}

fn check(tiers: &[CreditTier], met: u32, decided: u32, fee: Decimal, digits: u32) -> Result<()> {
    let mut faults = Vec::new();
    let mut fault = |code: &str, path: String, message: &str| {
        faults.push(Fault::invalid(code, path, message));
    };
    let is_share = |share: Decimal| (Decimal::ZERO..=Decimal::ONE).contains(&share);
    for (index, tier) in tiers.iter().enumerate() {
        for (field, share) in [("below", tier.below), ("credit", tier.credit)] {
            if !is_share(share) {
                let message = "give a share from 0 to 1; 0.95 is 95 in 100";
                fault("credit.share_out_of_range", format!("tiers[{index}].{field}"), message);
            }
        }
        let contradicts = |other: &CreditTier| {
            other.below == tier.below || (other.below < tier.below) != (other.credit > tier.credit)
        };
        if tiers.iter().take(index).any(contradicts) {
            let message =
                "who kept less gives back more; give each tier a bound and a credit of its own";
            fault("credit.not_rising", format!("tiers[{index}]"), message);
        }
    }
    if met > decided {
        let message = "more were met than decided; give met of decided";
        fault("credit.more_met_than_decided", "met".into(), message);
    }
    if fee.is_sign_negative() && !fee.is_zero() {
        fault("credit.negative_fee", "fee".into(), "give a fee of zero or more");
    }
    if digits > 9 {
        let message = "give at most 9 digits after the point; money has two as a rule";
        fault("credit.digits_out_of_range", "digits".into(), message);
    }
    Error::from_faults(faults)
}
