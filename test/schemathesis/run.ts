/** `npm run test:schemathesis [-- EXAMPLES [SEED]]`: all phases; fails on any failure or error, and on fewer than 2,000 cases. */
import { runSchemathesis } from "./run-schemathesis.ts";

const LEAST_CASES = 2000;

const [examples = 50, seed = 17] = process.argv.slice(2).map(Number);
const { code, output, cases } = await runSchemathesis({ examples, seed, phases: "examples,coverage,fuzzing,stateful" });
console.log(output);
if (cases < LEAST_CASES) console.error(`only ${cases} cases, at least ${LEAST_CASES} are wanted`);
process.exitCode = code === 0 && cases >= LEAST_CASES ? 0 : 1;
