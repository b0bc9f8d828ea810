// Runs Azurite for the tests: ends with whoever holds the other end of stdin, so that a killed test run leaves no emulator behind.
// A line on stdin is an instant in milliseconds: from then on the emulator's clock stands there, and "clock" is said on stdout.
"use strict";
const readline = require("readline");
const RealDate = Date;
let now = null;
global.Date = class Date extends RealDate {
  constructor(...parts) {
    if (parts.length > 0) {
      super(...parts);
    } else {
      super(now ?? RealDate.now());
    }
  }
  static now() {
    return now ?? RealDate.now();
  }
};
readline
  .createInterface({ input: process.stdin })
  .on("line", (line) => {
    now = Number(line);
    console.log("clock");
  })
  .on("close", () => process.exit(0));
require(process.argv[2]);
