use super::log::ColumnLog;
use super::mapping::{ColumnMapping, LogField};
use super::plan::Plan;
use crate::error::{Error, Fault, Result};
use crate::kpi::{Attribute, KpiEngine};

/// Those of some fields of the host that no mapping gives to tickets: a figure that reads one of them, such as
/// [`KpiEngine::fields`](crate::kpi::KpiEngine::fields) lists, would find it nowhere.
///
/// A mapping gives a field that [`fields`](ColumnMapping::fields) names or [`field_names`](ColumnMapping::field_names)
/// says to be one, and any field where the rows are events and [`field`](ColumnMapping::field) names a column.
///
/// ```
/// use firstline::interop::{ColumnMapping, unmapped_fields};
/// let mapping = ColumnMapping { fields: vec!["region".into()], ..Default::default() };
/// assert_eq!(unmapped_fields(&["region".into(), "plan".into()], &[mapping]), ["plan"]);
/// ```
pub fn unmapped_fields(fields: &[String], mappings: &[ColumnMapping]) -> Vec<String> {
    let given = |name: &String| mappings.iter().any(|it| gives_any(it) || gives(it, name));
    fields.iter().filter(|name| !given(name)).cloned().collect()
}

/// Whether its rows are events, which may change a field of any name.
const fn gives_any(mapping: &ColumnMapping) -> bool {
    mapping.kind.is_some() && mapping.field.is_some()
}

fn gives(mapping: &ColumnMapping, name: &String) -> bool {
    mapping.fields.contains(name)
        || mapping.field.is_some() && mapping.field_names.get(name) == Some(&LogField::Field)
}

impl ColumnLog<'_> {
    /// Refuses frames that give no ticket what the figures of an engine read: a field of the host, also where it is a
    /// column that no mapping names; or an attribute that groups or conditions read, which all tickets would have by default,
    /// or none of them.
    ///
    /// # Errors
    /// `mapping.field_missing` and `mapping.attribute_missing` for each.
    pub fn require(&self, engine: &KpiEngine) -> Result<()> {
        // A log of no frames has no tickets, which lack nothing.
        if self.frames.is_empty() {
            return Ok(());
        }
        let fields = engine.fields();
        let mut faults: Vec<Fault> =
            fields.iter().filter(|name| self.lacks_field(name)).map(field_missing).collect();
        let mut lacked: Vec<_> =
            engine.attributes().into_iter().filter_map(|it| self.lacked(it)).collect();
        // A first priority is lacked as a priority is.
        lacked.dedup();
        for (name, usual) in lacked {
            let usual = usual.map_or_else(|| "none".to_owned(), |it| format!("'{it}'"));
            let message = format!(
                "groups or conditions read the {name}, and no mapping says which column that is, so that each ticket would have {usual}; name it"
            );
            let path = format!("mapping.{name}");
            faults.push(Fault::invalid("mapping.attribute_missing", path, message));
        }
        Error::from_faults(faults)
    }

    fn lacks_field(&self, name: &String) -> bool {
        let frames = || self.frames.iter().zip(&self.plans);
        let is_column = self.frames.iter().any(|frame| frame.names.contains(name));
        // What a mapping names may be a column that need not be there.
        let given = frames().any(|(frame, plan)| {
            plan.fields.iter().any(|slot| slot.name == *name)
                || plan.field.is_some()
                    && frame.mapping.field_names.get(name) == Some(&LogField::Field)
        });
        // Rows of events have a field in rows of its own, and in a column where it was there from the creation.
        let any = frames().any(|(frame, plan)| gives_any(&frame.mapping) && plan.field.is_some());
        !given && (is_column || !any)
    }

    /// Those of the attributes that each ticket has by default which a frame has, with their names.
    pub(super) fn attributes(&self) -> Vec<(Attribute, &'static str)> {
        let all = [
            (Attribute::Priority, "priority"),
            (Attribute::Tier, "tier"),
            (Attribute::Channel, "channel"),
        ];
        all.into_iter().filter(|(attribute, _)| self.lacked(*attribute).is_none()).collect()
    }

    /// What an attribute is called and by default, where no frame has it.
    fn lacked(&self, attribute: Attribute) -> Option<(&'static str, Option<&'static str>)> {
        let changes = |plan: &Plan, to: LogField| {
            plan.field.is_some() && plan.field_names.values().any(|it| *it == to)
        };
        let (has, name, usual): (&dyn Fn(&Plan) -> bool, _, _) = match attribute {
            Attribute::Priority | Attribute::FirstPriority => (
                &|it| it.priority.is_some() || changes(it, LogField::Priority),
                "priority",
                Some("p3"),
            ),
            Attribute::Tier => {
                (&|it| it.tier.is_some() || changes(it, LogField::Tier), "tier", Some("l1"))
            }
            Attribute::Channel => (&|it| it.channel.is_some(), "channel", Some("mail")),
            Attribute::Category => {
                (&|it| it.category.is_some() || changes(it, LogField::Category), "category", None)
            }
            Attribute::Team => {
                (&|it| it.team.is_some() || changes(it, LogField::Team), "team", None)
            }
            Attribute::Agent => {
                (&|it| it.agent.is_some() || changes(it, LogField::Agent), "agent", None)
            }
            Attribute::Requester => (&|it| it.requester.is_some(), "requester", None),
            Attribute::Status => return None,
        };
        (!self.plans.iter().any(has)).then_some((name, usual))
    }
}

fn field_missing(name: &String) -> Fault {
    let message = format!(
        "'{name}' is read as a field of tickets, and no mapping says which column it is; name it in 'fields' of one"
    );
    Fault::invalid("mapping.field_missing", "mapping.fields", message)
}
