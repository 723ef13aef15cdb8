//! Shifts without breaks: consecutive ones, and so a flow.

use super::super::table::at;
use super::flow::Network;
use super::input::Offer;
use super::line::Line;

/// How often each shift is worked, so that all cost the least; nothing where a need can't be covered.
///
/// With the instants as nodes, a shift is an arc from its start to its end, what is covered beyond the need an arc back
/// in time, and a need that rises a supply, one that falls a demand: what crosses an instant, less what goes back,
/// is then just what is needed there.
pub(super) fn contiguous(line: &Line, offers: &[Offer]) -> Option<Vec<i64>> {
    let nodes = line.points.len();
    let (source, sink) = (nodes, nodes + 1);
    let mut network = Network::new(nodes + 2);
    let (mut supply, mut before) = (0_i64, 0_i64);
    let endless = line.need.iter().sum::<i64>() + 1;
    for place in 0..nodes {
        let need = at(&line.need, place);
        let rise = need - before;
        before = need;
        if rise > 0 {
            supply += rise;
            network.arc(source, place, rise, 0);
        } else if rise < 0 {
            network.arc(place, sink, -rise, 0);
        }
        if place + 1 < nodes {
            network.arc(place + 1, place, endless, 0);
        }
    }
    let arcs: Vec<usize> = offers
        .iter()
        .map(|it| network.arc(line.place(it.start), line.place(it.end), endless, it.cost))
        .collect();
    let sent = network.send(source, sink);
    (sent == supply).then(|| arcs.into_iter().map(|arc| network.flow(arc)).collect())
}
