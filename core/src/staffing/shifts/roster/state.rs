//! A roster while it is searched for, and what it costs.

use super::super::table::{add, at, put};
use super::board::{Board, NONE, millis};

/// What is worse comes first: the time that is short, the hours missing to contracts, the changes to what was before, wishes and
/// fairness, the paid time.
pub(super) type Cost = [i64; 5];
const SHORT: usize = 0;
const MISSING: usize = 1;
const CHANGES: usize = 2;
const PENALTY: usize = 3;
const PAID: usize = 4;

#[derive(Debug, Clone)]
pub(super) struct State<'a> {
    pub(super) board: &'a Board<'a>,
    pub(super) cells: Vec<usize>,
    /// What was there before, where changes count.
    pub(super) previous: Option<Vec<usize>>,
    cover: Vec<Vec<i64>>,
    week: Vec<i64>,
    hours: Vec<i64>,
    shifts: Vec<i64>,
    nights: Vec<i64>,
    at_weekend: Vec<i64>,
    weekends: Vec<i64>,
    pub(super) cost: Cost,
}

impl<'a> State<'a> {
    /// With what stays, and nobody else at work.
    pub(super) fn new(board: &'a Board<'a>, previous: Option<Vec<usize>>) -> Self {
        let agents = board.scene.input.agents.len();
        let pieces = board.lengths.len();
        let mut state = Self {
            board,
            cells: vec![NONE; agents * board.days],
            previous,
            cover: vec![vec![0; pieces]; board.need.len()],
            week: board.before.clone(),
            hours: vec![0; agents],
            shifts: vec![0; agents],
            nights: board.scene.input.agents.iter().map(|it| it.nights_before.into()).collect(),
            at_weekend: vec![0; agents * board.weekends],
            weekends: board.scene.input.agents.iter().map(|it| it.weekends_before.into()).collect(),
            cost: [0; 5],
        };
        state.before();
        state.cost = state.count();
        for agent in 0..agents {
            for day in 0..board.days {
                let cell = board.cell(agent, day);
                if at(&board.stays, cell) {
                    let form = board.given.get(cell).copied().unwrap_or(NONE);
                    if day < board.first {
                        put(&mut state.cells, cell, form)
                    } else {
                        state.set(agent, day, form)
                    }
                }
            }
        }
        state
    }

    /// The shifts from before are at work too.
    fn before(&mut self) {
        let board = self.board;
        let mut at_point = 0;
        let starts: Vec<i64> = std::iter::once(0)
            .chain(board.lengths.iter().map(|length| {
                at_point += length;
                at_point
            }))
            .collect();
        let needed =
            board.scene.input.need.iter().map(|it| it.start.as_millis()).min().unwrap_or(0);
        for given in &board.scene.before {
            for (start, end) in &given.slot.work {
                let place = |at: i64| starts.partition_point(|point| *point + needed < at);
                for set in board.serves.get(given.agent).into_iter().flatten() {
                    for piece in place(*start)..place(*end) {
                        self.cover.get_mut(*set).into_iter().for_each(|it| add(it, piece, 1));
                    }
                }
            }
        }
    }

    /// The cost from nothing.
    fn count(&self) -> Cost {
        let board = self.board;
        let short = (0..board.lengths.len()).map(|piece| self.short(piece)).sum();
        let agents = board.scene.input.agents.len();
        let missing = (0..agents)
            .map(|agent| {
                (0..board.weeks).map(|week| self.missing_week(agent, week)).sum::<i64>()
                    + self.missing(agent)
            })
            .sum();
        let fair = (0..agents).map(|agent| self.unfair(agent)).sum::<i64>();
        let wishes: i64 = (0..self.cells.len()).map(|cell| board.disliked(cell, NONE)).sum();
        let before = self.previous.iter().flatten().zip(0_usize..);
        let changes = before
            .filter(|(form, cell)| **form != NONE && cell % board.days >= board.first)
            .count();
        [short, missing, i64::try_from(changes).unwrap_or(i64::MAX), fair + wishes, 0]
    }

    /// The time of agents that is missing in a piece.
    pub(super) fn short(&self, piece: usize) -> i64 {
        let sets = self.board.need.iter().zip(&self.cover);
        let most = sets.map(|(need, cover)| at(need, piece) - at(cover, piece)).max().unwrap_or(0);
        most.max(0) * at(&self.board.lengths, piece)
    }

    pub(super) fn is_short(&self) -> bool {
        at(&self.cost, SHORT) > 0
    }

    /// How many more a set of skills needs in a piece.
    pub(super) fn missing_in(&self, set: usize, piece: usize) -> i64 {
        let of = |table: &[Vec<i64>]| table.get(set).map_or(0, |it| at(it, piece));
        of(&self.board.need) - of(&self.cover)
    }

    fn missing_week(&self, agent: usize, week: usize) -> i64 {
        let least = self.board.agent(agent).and_then(|it| millis(it.min_week_hours));
        let least = least.filter(|_| at(&self.board.whole, week)).unwrap_or(0);
        (least - at(&self.week, agent * self.board.weeks + week)).max(0)
    }

    fn missing(&self, agent: usize) -> i64 {
        let least = self.board.agent(agent).and_then(|it| millis(it.min_hours)).unwrap_or(0);
        (least - at(&self.hours, agent)).max(0)
    }

    fn unfair(&self, agent: usize) -> i64 {
        let fair = self.board.scene.input.rules.fairness;
        let square = |weight: u32, of: &[i64]| i64::from(weight) * at(of, agent) * at(of, agent);
        square(fair.nights, &self.nights)
            + square(fair.weekends, &self.weekends)
            + square(fair.shifts, &self.shifts)
    }

    /// What is unfair already: more shifts never make it less.
    pub(super) fn unfair_all(&self) -> i64 {
        (0..self.board.scene.input.agents.len()).map(|agent| self.unfair(agent)).sum()
    }

    pub(super) fn form(&self, agent: usize, day: usize) -> usize {
        self.cells.get(self.board.cell(agent, day)).copied().unwrap_or(NONE)
    }

    pub(super) fn hours_of(&self, agent: usize) -> i64 {
        at(&self.hours, agent)
    }

    /// Puts a form into a cell, or nothing; asks no rule.
    pub(super) fn set(&mut self, agent: usize, day: usize, form: usize) {
        let (board, cell) = (self.board, self.board.cell(agent, day));
        let old = self.cells.get(cell).copied().unwrap_or(NONE);
        if old == form {
            return;
        }
        self.of_agent(agent, -1);
        add(&mut self.cost, PENALTY, board.disliked(cell, form) - board.disliked(cell, old));
        if let Some(previous) = self.previous.as_ref().and_then(|it| it.get(cell)) {
            add(
                &mut self.cost,
                CHANGES,
                i64::from(*previous != form) - i64::from(*previous != old),
            );
        }
        self.work(agent, old, -1);
        self.work(agent, form, 1);
        put(&mut self.cells, cell, form);
        self.of_agent(agent, 1);
    }

    /// Takes the part of an agent's hours and share out of the cost, or puts it back.
    fn of_agent(&mut self, agent: usize, sign: i64) {
        let missing = (0..self.board.weeks).map(|week| self.missing_week(agent, week)).sum::<i64>()
            + self.missing(agent);
        let unfair = self.unfair(agent);
        add(&mut self.cost, MISSING, sign * missing);
        add(&mut self.cost, PENALTY, sign * unfair);
    }

    /// One more or one fewer of a form.
    fn work(&mut self, agent: usize, form: usize, sign: i64) {
        let board = self.board;
        let Some(form) = board.forms.get(form) else { return };
        add(&mut self.week, agent * board.weeks + form.week, sign * form.slot.paid);
        add(&mut self.hours, agent, sign * form.slot.paid);
        add(&mut self.cost, PAID, sign * form.slot.paid);
        add(&mut self.shifts, agent, sign);
        add(&mut self.nights, agent, sign * i64::from(form.slot.night));
        if form.weekend != NONE {
            let place = agent * board.weekends + form.weekend;
            let before = at(&self.at_weekend, place);
            add(&mut self.at_weekend, place, sign);
            add(&mut self.weekends, agent, i64::from(before + sign > 0) - i64::from(before > 0));
        }
        let sets = board.serves.get(agent).map_or(&[][..], Vec::as_slice);
        for piece in form.pieces.iter().cloned().flatten() {
            let before = self.short(piece);
            for set in sets {
                self.cover.get_mut(*set).into_iter().for_each(|it| add(it, piece, sign));
            }
            let after = self.short(piece);
            add(&mut self.cost, SHORT, after - before);
        }
    }

    /// How much less time would be short with one more of a form.
    pub(super) fn help(&self, agent: usize, form: usize) -> i64 {
        let board = self.board;
        let sets = board.serves.get(agent).map_or(&[][..], Vec::as_slice);
        let less = |piece: usize| {
            let most =
                board.need.iter().zip(&self.cover).zip(0_usize..).map(|((need, cover), set)| {
                    at(need, piece) - at(cover, piece) - i64::from(sets.contains(&set))
                });
            self.short(piece) - most.max().unwrap_or(0).max(0) * at(&board.lengths, piece)
        };
        board.forms.get(form).map_or(0, |it| it.pieces.iter().cloned().flatten().map(less).sum())
    }

    /// Whether a form may be put into an empty cell, by all rules.
    pub(super) fn fits(&self, agent: usize, day: usize, form: usize) -> bool {
        let board = self.board;
        let Some(it) = board.forms.get(form) else { return true };
        board.may(agent, form)
            && self.within_hours(agent, it)
            && self.apart(agent, day, it)
            && self.in_row(agent, day, it)
    }

    fn within_hours(&self, agent: usize, it: &super::board::Form) -> bool {
        let board = self.board;
        let Some(of) = board.agent(agent) else { return false };
        let within =
            |own: i64, most: Option<i64>| most.is_none_or(|most| own + it.slot.paid <= most);
        let weekends = board.scene.input.rules.max_weekends.map(i64::from);
        // Hours that are not paid are within any limit, also one that was passed before.
        (it.slot.paid == 0
            || within(at(&self.week, agent * board.weeks + it.week), millis(of.max_week_hours))
                && within(at(&self.hours, agent), millis(of.max_hours)))
            && (it.weekend == NONE
                || at(&self.at_weekend, agent * board.weekends + it.weekend) > 0
                || weekends.is_none_or(|most| {
                    at(&self.weekends, agent) - i64::from(of.weekends_before) < most
                }))
    }

    /// Rest and successions.
    fn apart(&self, agent: usize, day: usize, it: &super::board::Form) -> bool {
        let board = self.board;
        let rest = millis(board.scene.input.rules.least_rest).unwrap_or(0);
        let reach = 2 + usize::try_from(rest / 86_400_000).unwrap_or(0);
        let near = day.saturating_sub(reach)..(day + reach + 1).min(board.days);
        near.filter(|other| *other != day).all(|other| {
            let Some(near) = board.forms.get(self.form(agent, other)) else { return true };
            let (a, b) = if other < day { (near, it) } else { (it, near) };
            let next = other + 1 == day || day + 1 == other;
            let pair = a.slot.template * board.templates + b.slot.template;
            a.slot.end + rest <= b.slot.start && !(next && at(&board.forbidden, pair))
        })
    }

    fn in_row(&self, agent: usize, day: usize, it: &super::board::Form) -> bool {
        let board = self.board;
        let rules = &board.scene.input.rules;
        let row = |most: Option<u32>, counts: &dyn Fn(usize) -> bool| {
            let Some(most) = most.and_then(|it| usize::try_from(it).ok()) else { return true };
            let works = |day: &usize| counts(self.form(agent, *day));
            let before = (0..day).rev().take_while(works).count();
            let after = (day + 1..board.days).take_while(works).count();
            before + after < most
        };
        let night = |form: usize| board.forms.get(form).is_some_and(|it| it.slot.night);
        row(rules.max_days_in_row, &|form| form != NONE)
            && (!it.slot.night || row(rules.max_nights_in_row, &night))
    }
}
