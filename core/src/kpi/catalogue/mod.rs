//! Every definition of the catalogue, section by section.

mod entry;
mod experience;
mod flow;
mod quality;
mod resolution;
mod response;
mod workforce;

use super::KpiDefinition;

/// Every definition, the modes of a figure below its plain one.
///
/// ```
/// use firstline::kpi::kpi_catalogue;
/// let catalogue = kpi_catalogue();
/// assert_eq!(catalogue[0].id, "first_response_time");
/// assert!((1..=74).all(|number| catalogue.iter().any(|it| it.number == Some(number))));
/// ```
pub fn kpi_catalogue() -> Vec<KpiDefinition> {
    let sections = [
        response::entries(),
        resolution::entries(),
        flow::entries(),
        experience::entries(),
        workforce::entries(),
    ];
    sections.into_iter().flatten().collect()
}

/// The definition with an id; nothing where the catalogue has none.
///
/// ```
/// use firstline::kpi::{Cohort, kpi_definition};
/// let one_touch = kpi_definition("one_touch_rate").unwrap();
/// assert_eq!(one_touch.cohort, Cohort::ResolvedIn);
/// ```
pub fn kpi_definition(id: &str) -> Option<KpiDefinition> {
    kpi_catalogue().into_iter().find(|it| it.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpi::{KpiEngine, KpiMeasure, KpiSpec, MergeClass};
    use std::collections::BTreeSet;

    #[test]
    fn ids_are_unique_and_each_definition_says_all_that_it_must() {
        let catalogue = kpi_catalogue();
        let ids: BTreeSet<_> = catalogue.iter().map(|it| &it.id).collect();
        assert_eq!(ids.len(), catalogue.len());
        for it in &catalogue {
            let words = [&it.id, &it.name, &it.formula, &it.end_point, &it.source];
            assert!(words.iter().all(|words| !words.is_empty()), "{}", it.id);
            let quantile = matches!(it.measure, KpiMeasure::Distribution { .. });
            assert!(
                !quantile || matches!(it.merge, MergeClass::Quantile | MergeClass::Snapshot),
                "{}",
                it.id
            );
        }
        for number in 1..=74 {
            let plain = |it: &&KpiDefinition| it.number == Some(number) && it.mode.is_none();
            assert_eq!(catalogue.iter().filter(plain).count(), 1, "{number}");
        }
    }

    #[test]
    fn each_definition_agrees_with_its_measure() {
        let mut faults = Vec::new();
        kpi_catalogue()
            .iter()
            .for_each(|it| crate::kpi::agree::check_words(it, &it.id, &mut faults));
        assert_eq!(faults, []);
    }

    #[test]
    fn each_definition_compiles_where_it_has_what_it_needs() {
        let spec: KpiSpec = crate::from_json(
            r#"{"as_of": "2026-03-02T09:00:00Z", "period": {"start": "2026-01-01T00:00:00Z", "end": "2026-04-01T00:00:00Z"},
            "calendar": {"zone": "UTC", "weekly": [{"days": ["mon"], "open": "09:00", "close": "17:00"}]},
            "sla": {"calendar": {"zone": "UTC", "weekly": [{"days": ["mon"], "open": "09:00", "close": "17:00"}]},
                "policies": [{"name": "all", "targets": [{"metric": "resolution", "within": "8h"}]}]},
            "fields": ["escalated_to_management", "first_level_resolvable", "knowledge_article", "knowledge", "asked_for_a_person"],
            "outage_started_field": "a", "restored_field": "b"}"#,
        )
        .unwrap();
        let kpis: Vec<_> = kpi_catalogue().into_iter().map(|it| it.id).collect();
        let engine = KpiEngine::new(KpiSpec { kpis: kpis.clone(), ..spec.clone() }).unwrap();
        assert_eq!(engine.state(&[]).unwrap().finish().unwrap().len(), kpis.len());
        // Without names: the plain ones, but for those that need figures of the desk.
        let plain = KpiEngine::new(spec).unwrap().definitions();
        assert!(plain.len() > 40 && plain.iter().all(|it| it.mode.is_none()));
    }
}
