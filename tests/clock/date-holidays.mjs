// date-holidays.mjs -- our holidays beside those of the npm package date-holidays.
//
//   node date-holidays.mjs RUTA MODULES      MODULES holds date-holidays
//
// Compares every day from 1984 to 2050. One difference is expected, by name: the package
// lists Easter Sunday («Pascua») as public. Ley 51 de 1983 does not, and a Sunday is
// never a working day, so no term changes.
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'

const [ruta, modules] = process.argv.slice(2)
const Holidays = createRequire(resolve(modules, 'x.js'))('date-holidays')
const theirs = new Holidays('CO')
let days = 0
const differences = []

for (let year = 1984; year <= 2050; year++) {
  const lines = execFileSync(ruta, ['calendario', String(year), '--json'], { encoding: 'utf8' }).trim().split('\n')
  const ours = new Set(lines.map((line) => JSON.parse(line).fecha))
  const published = theirs.getHolidays(year).filter((day) => day.type === 'public' && day.name !== 'Pascua')
  const expected = new Set(published.map((day) => day.date.slice(0, 10)))
  for (const day of ours) if (!expected.has(day)) differences.push(`${day} solo en ruta`)
  for (const day of expected) if (!ours.has(day)) differences.push(`${day} solo en date-holidays`)
  days += ours.size
}

console.log(`${differences.length ? 'not ok' : 'ok'} - date-holidays coincide de 1984 a 2050 (${days} días)`)
for (const difference of differences) console.log(`# ${difference}`)
process.exitCode = differences.length ? 1 : 0
