use crate::error::{Error, ErrorKind, Fault, Result};
use crate::sla::NamedCalendar;
use crate::ticket::View;
use crate::time::{Calendar, CalendarSpec};

/// The calendars by which open time is counted.
#[derive(Debug, Clone, Default)]
pub(super) struct Hours {
    default: Option<Calendar>,
    named: Vec<(String, Calendar)>,
    field: Option<String>,
}

impl Hours {
    /// Whether a ticket can have open time, or can have none.
    pub(super) const fn can_be(&self, known: bool) -> bool {
        self.default.is_some() == known || (known && self.field.is_some())
    }

    pub(super) fn compile(
        default: Option<&CalendarSpec>,
        named: &[NamedCalendar],
        field: Option<&String>,
        faults: &mut Vec<Fault>,
    ) -> Self {
        let mut compile = |spec: &CalendarSpec, path: &str| match Calendar::new(spec.clone()) {
            Ok(calendar) => Some(calendar),
            Err(error) => {
                faults.extend(error.renamed("spec", path).into_faults());
                None
            }
        };
        let default = default.and_then(|spec| compile(spec, "spec.calendar"));
        let calendar = |(index, it): (usize, &NamedCalendar)| {
            let calendar = compile(&it.calendar, &format!("spec.calendars[{index}].calendar"))?;
            Some((it.name.clone(), calendar))
        };
        Self {
            default,
            named: named.iter().enumerate().filter_map(calendar).collect(),
            field: field.cloned(),
        }
    }

    /// Whether all tickets have the same calendar all the time.
    pub(super) const fn is_single(&self) -> bool {
        self.named.is_empty()
    }

    /// The calendar that a ticket has now.
    pub(super) fn of(&self, view: &View<'_>) -> Result<Option<&Calendar>> {
        let Some(name) = self.field.as_ref().and_then(|field| view.field(field)) else {
            return Ok(self.default.as_ref());
        };
        match self.named.iter().find(|(it, _)| it == name) {
            Some((_, calendar)) => Ok(Some(calendar)),
            None => {
                let names: Vec<_> = self.named.iter().map(|(it, _)| it.as_str()).collect();
                let names = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
                let message = format!("there is no calendar '{name}'; those there are: {names}");
                let field = self.field.as_deref().unwrap_or_default();
                let path = format!("ticket.fields.{field}");
                Err(Error::new(ErrorKind::Unknown, "kpi.unknown_calendar", path, message))
            }
        }
    }
}
