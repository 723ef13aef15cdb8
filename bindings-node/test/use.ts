import { Calendar, FirstlineError, fromJson, officeHours, toJson } from '@firstline/core';
import type { CalendarSpec, Change, Period, TicketEvent } from '@firstline/core';

const spec: CalendarSpec = officeHours('Europe/Berlin', '09:00', '17:00');
const calendar = new Calendar({ ...spec, holidays: null, exceptions: undefined });
const open: number = calendar.openBetween(new Date(0), new Date(1));
const opens: Date | undefined = calendar.nextOpen(new Date(0));
const periods: readonly Period[] = calendar.periods(new Date(0), new Date(1));
const all: number[] = calendar.openBetweenAll(periods);
const event: TicketEvent = { at: new Date(0), role: 'agent', change: { type: 'resolved' } };
const text: string = toJson('TicketEvent', event);

function named(change: Change): string {
  switch (change.type) {
    case 'status_changed':
      return change.status;
    default:
      return change.type;
  }
}

try {
  named(fromJson('Change', text));
} catch (error) {
  if (error instanceof FirstlineError) console.log(error.code, error.path, error.kind, error.faults[0]?.message);
}
console.log(open, opens?.getTime(), all.length);

// @ts-expect-error a label is one of its texts
const role: TicketEvent['role'] = 'nobody';
// @ts-expect-error an instant is a Date
calendar.isOpen('2026-03-02T09:00:00Z');
// @ts-expect-error there is no such type
fromJson('Nothing', '{}');
console.log(role);
