// Sums the reports of a test run (GoogleTest, Vitest and Playwright, as JSON) into one line, and exits 1 if
// anything failed. A suite that is marked as failed without a failed test (it crashed, or gave no report) counts as one.
import { existsSync, readFileSync, readdirSync } from 'node:fs';

const folder = process.argv[2];

function countGoogle(report) {
  const cases = report.testsuites.flatMap((suite) => suite.testsuite);
  const failed = cases.filter((test) => test.failures?.length > 0).length;
  const skipped = cases.filter((test) => test.result === 'SKIPPED' || test.status === 'NOTRUN').length;
  return { passed: cases.length - failed - skipped, failed, skipped };
}

const countVitest = (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests,
  skipped: report.numPendingTests + report.numTodoTests,
});

const countPlaywright = ({ stats }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected,
  skipped: stats.skipped,
});

function count(report) {
  if (report.testsuites) return countGoogle(report);
  return report.stats ? countPlaywright(report) : countVitest(report);
}

function resultOf(name) {
  const path = `${folder}/${name}.json`;
  const result = existsSync(path) ? count(JSON.parse(readFileSync(path, 'utf8'))) : { passed: 0, failed: 0, skipped: 0 };
  if (existsSync(`${folder}/${name}.failed`) && result.failed === 0) result.failed = 1;
  return result;
}

const names = new Set(readdirSync(folder).flatMap((file) => file.match(/^(.*)\.(?:json|failed)$/)?.[1] ?? []));
const total = { passed: 0, failed: 0, skipped: 0 };
for (const name of [...names].sort()) {
  const result = resultOf(name);
  console.log(`${name}: ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped`);
  for (const key of Object.keys(total)) total[key] += result[key];
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 ? 1 : 0);
