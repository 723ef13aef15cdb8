use super::check::not_negative;
use super::erlang_b::{ErlangB, lost};
use crate::error::Result;

/// Erlang's B formula for any number of agents, whole or not: 12.5 of them are what lies between 12 and 13.
///
/// It is for interpolation, such as where the needs of several queues are summed before they are rounded.
///
/// # Formula
/// 1/B(x, a) = a ∫ e^(−a t) (1 + t)^x dt over t from 0 to ∞, which is that of [`erlang_b`](super::erlang_b) at
/// whole x.
///
/// # Arguments
/// - `offered_load`: arrivals times handling time, in Erlangs; 0 or more
/// - `agents`: 0 or more
///
/// # Errors
/// `number.not_finite`, `number.out_of_range` for a load or agents below zero, or more agents than 4,294,967,295.
///
/// # Complexity
/// That of [`erlang_b`](super::erlang_b), and a continued fraction of fewer than a hundred terms.
///
/// # Example
/// ```
/// use firstline::staffing::{erlang_b, erlang_b_real};
/// let between = erlang_b_real(10.0, 12.5)?.blocking;
/// assert!((between - 0.101029423202939).abs() < 1e-14);
/// assert!(erlang_b(10.0, 13)?.blocking < between && between < erlang_b(10.0, 12)?.blocking);
/// # Ok::<(), firstline::Error>(())
/// ```
///
/// # Source
/// D. L. Jagerman, "Some properties of the Erlang loss function", Bell System Technical Journal 53 (1974).
pub fn erlang_b_real(offered_load: f64, agents: f64) -> Result<ErlangB> {
    let (load, agents) = super::check::both(
        not_negative(offered_load, "offered_load"),
        not_negative(agents, "agents").and_then(few),
    )?;
    let below = match load {
        ..=0.0 if agents > 0.0 => f64::INFINITY,
        ..=0.0 => 0.0,
        _ => states_below(load, agents),
    };
    Ok(lost(load, agents, below))
}

fn few(agents: f64) -> Result<f64> {
    if agents <= f64::from(u32::MAX) {
        return Ok(agents);
    }
    let message = format!("{agents} are more than {}", u32::MAX);
    Err(super::check::fault("number.out_of_range", "agents", message))
}

/// 1/B − 1: the sum of [`states_below`](super::erlang_b::states_below), which ends at the part of one agent.
fn states_below(load: f64, agents: f64) -> f64 {
    const NEGLIGIBLE: f64 = 1e-19;
    if agents < 1.0 {
        return of_part(load, agents) - 1.0;
    }
    let mut factor = agents;
    let (mut term, mut sum) = (1.0_f64, 0.0_f64);
    while factor >= 1.0 && sum.is_finite() && (factor >= load || term > NEGLIGIBLE * sum) {
        term *= factor / load;
        factor -= 1.0;
        // What is left of one agent has a term of its own.
        if factor >= 1.0 {
            sum += term;
        }
    }
    if factor < 1.0 { sum + term * of_part(load, factor) } else { sum }
}

/// 1/B of less than one agent: e^a a^−f Γ(1 + f, a).
fn of_part(load: f64, part: f64) -> f64 {
    if part <= 0.0 {
        return 1.0;
    }
    if load < 1.0 {
        // Γ less the lower incomplete one, whose series has few terms.
        let (mut term, mut sum, mut n) = (load / (part + 1.0), 0.0_f64, 1.0);
        while term > 1e-18 * sum {
            sum += term;
            n += 1.0;
            term *= load / (part + n);
        }
        return libm::exp(load) * libm::pow(load, -part) * libm::tgamma(1.0 + part) - sum;
    }
    // Legendre's continued fraction for s = 1 + f, by the method of Lentz.
    let s = 1.0 + part;
    let mut b = load + 1.0 - s;
    let (mut c, mut d) = (1e300, 1.0 / b);
    let mut product = d;
    for n in 1..1000_u16 {
        let n = f64::from(n);
        let a = -n * (n - s);
        b += 2.0;
        d = 1.0 / (a * d + b);
        c = b + a / c;
        let change = c * d;
        product *= change;
        if (change - 1.0).abs() < 1e-16 {
            break;
        }
    }
    load * product
}
