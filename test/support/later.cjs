/** Loaded before a program: its clock is as many milliseconds ahead as `TRUSTWARDEN_TEST_LATER` says. */
const ahead = Number(process.env.TRUSTWARDEN_TEST_LATER ?? 0);
const Now = Date;

globalThis.Date = class extends Now {
  constructor(...parts) {
    super(...(parts.length === 0 ? [Now.now() + ahead] : parts));
  }

  static now() {
    return Now.now() + ahead;
  }
};
