'use strict';

const native = require('./firstline.node');

/** Why a call did nothing. The native library throws it with all faults. */
class FirstlineError extends Error {
  constructor(faults) {
    super(faults.map(({ path, message, code }) => `${path && `${path}: `}${message} [${code}]`).join('\n'));
    const [{ kind, code, path }] = faults;
    Object.assign(this, { kind, code, path, faults });
  }

  get name() {
    return 'FirstlineError';
  }
}

const { useErrorClass, ...api } = native;
useErrorClass(FirstlineError);

module.exports = { ...api, FirstlineError };
