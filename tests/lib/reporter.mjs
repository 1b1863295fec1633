// Prints what failed and why, and at the end `N passed, N failed`. Suites and files count by their tests.
export default async function* reporter(source) {
  let passed = 0, failed = 0;
  for await (const { type, data } of source) {
    if (type === 'test:stdout' || type === 'test:stderr') { yield data.message; continue; }
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const error = data.details?.error;
    const container = data.details?.type === 'suite' || /\.mjs$/.test(data.name);
    if (container && (type === 'test:pass' || error?.failureType === 'subtestsFailed')) continue;
    if (data.skip || data.todo) continue;
    if (type === 'test:pass') { passed += 1; continue; }
    failed += 1;
    yield `not ok - ${data.name} (${data.file ?? ''})\n${error?.cause?.stack ?? error?.cause ?? error?.stack ?? error}\n`;
  }
  yield `${passed} passed, ${failed} failed\n`;
}
