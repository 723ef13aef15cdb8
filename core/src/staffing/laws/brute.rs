//! The second method: chains of few states, their laws by multiplying rates, and waits by uniformisation.

/// How likely each number of callers is, where they come and go at these rates.
pub(super) fn stationary(births: &[f64], deaths: &[f64]) -> Vec<f64> {
    let mut states = vec![1.0];
    for (birth, death) in births.iter().zip(deaths) {
        states.push(states.last().unwrap() * birth / death);
    }
    let total: f64 = states.iter().sum();
    states.iter().map(|state| state / total).collect()
}

/// How likely one who has `ahead` callers before him is answered, and how likely he has hung up, within a time: his
/// place in the line as a chain that is left at the rates of its steps.
pub(super) fn within(ahead: usize, service: f64, leave: f64, time: f64) -> (f64, f64) {
    let rate = |place: usize| service + place as f64 * leave;
    let fastest = rate(ahead) + leave;
    let mut places = vec![0.0; ahead + 1];
    places[ahead] = 1.0;
    let (mut answered, mut left) = (0.0, 0.0);
    let mean = fastest * time;
    let mut weight = (-mean).exp();
    assert!(weight > 0.0, "too long a time for this method");
    let (mut answered_by, mut left_by, mut seen) = (0.0, 0.0, 0.0);
    let mut step = 0.0;
    while seen < 1.0 - 1e-15 && step < 10.0 * mean + 200.0 {
        answered_by += weight * answered;
        left_by += weight * left;
        seen += weight;
        let before = places.clone();
        for place in 0..=ahead {
            let here = before[place];
            places[place] -= here * (rate(place) + leave) / fastest;
            left += here * leave / fastest;
            match place {
                0 => answered += here * service / fastest,
                _ => places[place - 1] += here * rate(place) / fastest,
            }
        }
        step += 1.0;
        weight *= mean / step;
    }
    (answered_by, left_by)
}

/// What a chain says of a queue, in shares of all attempts.
#[derive(Debug, Default)]
pub(super) struct Brute {
    pub(super) waits: f64,
    pub(super) blocked: f64,
    pub(super) abandoned: f64,
    pub(super) answered_within: f64,
    pub(super) abandoned_within: f64,
    pub(super) length: f64,
    pub(super) busy: f64,
}

/// Rates are by the second; a `leave` of zero is nobody who hangs up.
pub(super) fn queue(
    arrive: f64,
    serve: f64,
    leave: f64,
    agents: usize,
    places: usize,
    time: f64,
) -> Brute {
    let births = vec![arrive; agents + places];
    let deaths: Vec<_> = (1..=agents + places)
        .map(|n| n.min(agents) as f64 * serve + n.saturating_sub(agents) as f64 * leave)
        .collect();
    let states = stationary(&births, &deaths);
    let mut all = Brute::default();
    for (n, state) in states.iter().enumerate() {
        let waiting = n.saturating_sub(agents) as f64;
        all.length += state * waiting;
        all.busy += state * n.min(agents) as f64;
        all.abandoned += state * waiting * leave / arrive;
        if n < agents {
            all.answered_within += state;
        } else if n == agents + places {
            all.blocked += state;
        } else {
            all.waits += state;
            let (answered, left) = within(n - agents, agents as f64 * serve, leave, time);
            all.answered_within += state * answered;
            all.abandoned_within += state * left;
        }
    }
    all
}
