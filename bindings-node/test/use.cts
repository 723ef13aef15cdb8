import core = require('@firstline/core');

const calendar: core.Calendar = new core.Calendar(core.alwaysOpen('UTC'));
console.log(calendar.isOpen(new Date(0)));
