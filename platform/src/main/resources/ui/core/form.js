// A form between the reader and the API: what is wrong stands at the field it is about, and focus goes there.

import { Problem } from './problem.js';

/** One per form; its host draws it. */
export class Form {
  errors = {};
  problem = null;
  busy = false;
  #host;
  #checks;

  /** Checks: field name → (value, all values) => message or nothing; run before the server is asked. */
  constructor(host, checks = {}) {
    this.#host = host;
    this.#checks = checks;
  }

  /** For `@submit`: gathers the values, checks them, and hands them on unless something is wrong. */
  submit(send) {
    return async event => {
      event.preventDefault();
      if (this.busy) return;
      const form = event.currentTarget;
      const values = Object.fromEntries(new FormData(form));
      this.#show(this.check(values), null);
      if (Object.keys(this.errors).length === 0) await this.#send(send, values, form);
      if (this.problem || Object.keys(this.errors).length > 0) await this.#focus(form);
    };
  }

  check(values) {
    const found = Object.entries(this.#checks).map(([name, check]) => [name, check(values[name], values)]);
    return Object.fromEntries(found.filter(([, message]) => message));
  }

  /** For `@focusout`: a field is judged when it is left, never while it is typed in. */
  left(event) {
    const { name, value } = event.target;
    if (!(name in this.#checks) || !value) return;
    const values = Object.fromEntries(new FormData(event.currentTarget));
    const message = this.#checks[name](value, values);
    this.#show({ ...this.errors, [name]: message }, this.problem);
  }

  /** For `@input`: a complaint goes away as soon as the reader works on it. */
  touched(event) {
    if (this.errors[event.target.name]) this.#show({ ...this.errors, [event.target.name]: undefined }, this.problem);
  }

  async #send(send, values, form) {
    this.busy = true;
    this.#host.requestUpdate();
    try {
      await send(values, form);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.#take(problem, form);
    } finally {
      this.busy = false;
      this.#host.requestUpdate();
    }
  }

  /** Errors are laid at the fields their JSON pointers name; what has no field here is said above the form. */
  #take(problem, form) {
    const errors = {};
    for (const { pointer, detail } of problem.errors) {
      const name = pointer.replace(/^#?\//, '').replaceAll('~1', '/').replaceAll('~0', '~');
      if (form.elements.namedItem(name)) errors[name] = detail;
    }
    this.#show(errors, Object.keys(errors).length > 0 ? null : problem);
  }

  /** A problem of the whole form that is really about one field. */
  static at(pointer, problem) {
    problem.errors = [{ pointer, detail: problem.text }];
    return problem;
  }

  #show(errors, problem) {
    this.errors = Object.fromEntries(Object.entries(errors).filter(([, message]) => message));
    this.problem = problem;
    this.#host.requestUpdate();
  }

  async #focus(form) {
    await this.#host.updateComplete;
    (form.querySelector('[aria-invalid=true]') ?? form.querySelector('[role=alert]'))?.focus();
  }
}
