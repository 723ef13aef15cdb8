use super::input::{SkillDemand, SkillGroup, SkillRules};
use crate::error::{Error, ErrorKind, Fault, Result};
use crate::staffing::check::{load, not_negative, positive_seconds};
use crate::staffing::targets::{Goal, goals};
use crate::time::Span;
use rust_decimal::Decimal;

/// The most skills, which have 4,095 sets.
const MOST_SKILLS: usize = 12;
/// The most groups.
const MOST_GROUPS: usize = 32;
/// The most steps of a search.
const MOST_STEPS: u32 = 1_000_000;

fn keep<T>(result: Result<T>, faults: &mut Vec<Fault>) {
    if let Err(error) = result {
        faults.extend(error.into_faults());
    }
}

/// All that is wrong with the contacts.
pub(super) fn demand_of(demand: &[SkillDemand], patience: Option<Span>, path: &str) -> Result<()> {
    let mut faults = Vec::new();
    if demand.len() > MOST_SKILLS {
        let message = format!(
            "{} skills have more sets than can be looked at; give at most {MOST_SKILLS}, and take those together \
             that the same agents have",
            demand.len()
        );
        faults.push(Fault::invalid("skills.too_many", "demand", message));
    }
    for (place, it) in demand.iter().enumerate() {
        let below = |name: &str| format!("demand[{place}].{name}");
        if it.skill.is_empty() {
            let message = "it has no name; give one";
            faults.push(Fault::invalid("skill.no_name", below("skill"), message));
        } else if demand.iter().take(place).any(|other| other.skill == it.skill) {
            let message = format!("'{}' stands there twice; give the sum of both", it.skill);
            faults.push(Fault::invalid("skill.duplicate_name", below("skill"), message));
        }
        let path = below("arrivals_per_hour");
        let arrivals = not_negative(it.arrivals_per_hour, &path);
        keep(arrivals.and_then(|arrivals| load(arrivals, it.aht, &path)), &mut faults);
        keep(positive_seconds(it.aht, &below("aht")), &mut faults);
    }
    if let Some(patience) = patience {
        keep(positive_seconds(patience, path), &mut faults);
    }
    Error::from_faults(faults)
}

/// The targets, of which none is about those who are turned away.
pub(super) fn goals_of(rules: &SkillRules, path: &str) -> Result<Vec<Goal>> {
    let blocking = rules.targets.max_blocking.map(|_| {
        let message = "nobody is turned away where skills are pooled; leave it out";
        Fault::invalid("targets.not_for_skills", format!("{path}.max_blocking"), message)
    });
    let goals = goals(&rules.targets).map_err(|error| error.renamed("targets", path));
    let mut faults: Vec<Fault> = blocking.into_iter().collect();
    match goals {
        Ok((first, others)) => {
            Error::from_faults(faults)?;
            Ok([first].into_iter().chain(others).collect())
        }
        Err(error) => {
            faults.extend(error.into_faults());
            Error::from_faults(faults).map(|()| Vec::new())
        }
    }
}

/// The steps that the search may take.
pub(super) fn steps_of(rules: &SkillRules) -> Result<u32> {
    match rules.max_steps.unwrap_or(20_000) {
        steps @ 1..=MOST_STEPS => Ok(steps),
        steps => {
            let message = format!("{steps} steps; give from 1 to {MOST_STEPS}");
            Err(Fault::invalid("integer.out_of_range", "rules.max_steps", message).into())
        }
    }
}

/// The costs of the groups, in ten thousandths.
pub(super) fn costs_of(groups: &[SkillGroup], demand: &[SkillDemand]) -> Result<Vec<i128>> {
    let (mut costs, mut faults) = (Vec::with_capacity(groups.len()), Vec::new());
    if groups.len() > MOST_GROUPS {
        let message = format!("{} groups are too many; give at most {MOST_GROUPS}", groups.len());
        faults.push(Fault::invalid("list.too_long", "groups", message));
    }
    for (place, group) in groups.iter().enumerate() {
        let below = |name: &str| format!("groups[{place}].{name}");
        if group.name.is_empty() {
            faults.push(Fault::invalid("group.no_name", below("name"), "it has no name; give one"));
        } else if groups.iter().take(place).any(|other| other.name == group.name) {
            let message = format!("'{}' is the name of another group", group.name);
            faults.push(Fault::invalid("group.duplicate_name", below("name"), message));
        }
        if group.skills.is_empty() {
            let message = "its agents can do nothing; give at least one skill";
            faults.push(Fault::invalid("group.no_skills", below("skills"), message));
        }
        for (at, skill) in group.skills.iter().enumerate() {
            let path = below(&format!("skills[{at}]"));
            if group.skills.iter().take(at).any(|other| other == skill) {
                let message = format!("'{skill}' stands there twice; give it once");
                faults.push(Fault::invalid("skill.duplicate_name", path, message));
            } else if !demand.iter().any(|it| it.skill == *skill) {
                let message = format!("no contacts need '{skill}'; give a skill of the demand");
                let (code, kind) = ("skill.unknown".to_owned(), ErrorKind::Unknown);
                faults.push(Fault { kind, code, path, message });
            }
        }
        let cost = group.cost.normalize();
        if cost <= Decimal::ZERO || cost > Decimal::from(1_000_000) {
            let message = format!("{cost} is no such cost; give one above 0 and up to 1,000,000");
            faults.push(Fault::invalid("number.out_of_range", below("cost"), message));
        } else if cost.scale() > 4 {
            let message = format!("{cost} has {} decimals; give at most four", cost.scale());
            faults.push(Fault::invalid("number.too_precise", below("cost"), message));
        } else {
            costs.push(cost.mantissa() * 10_i128.pow(4 - cost.scale()));
        }
        if let Some(most) = group.at_most.filter(|most| *most < group.at_least.unwrap_or(0)) {
            let message = format!("at most {most} are fewer than at least; give as many or more");
            faults.push(Fault::invalid("agents.contradiction", below("at_most"), message));
        }
    }
    for (place, it) in demand.iter().enumerate() {
        let nobody = !groups.iter().any(|group| group.skills.contains(&it.skill));
        if nobody && it.arrivals_per_hour > 0.0 {
            let message = format!("no group can do '{}'; give one that can", it.skill);
            faults.push(Fault {
                kind: ErrorKind::Unreachable,
                code: "skill.nobody".to_owned(),
                path: format!("demand[{place}].skill"),
                message,
            });
        }
    }
    Error::from_faults(faults).map(|()| costs)
}
