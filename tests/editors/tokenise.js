// tokenise.js -- every token of every file, coloured by the TextMate grammar as the lexer reads it.
//
//   node tokenise.js GRAMMAR RUTA FILE…      the engine is found through NODE_PATH
//
// `ruta volcar tokens` says what each token is; the grammar must give it the scope of its kind.
'use strict';
const fs = require('fs');
const { execFileSync } = require('child_process');
const oniguruma = require('vscode-oniguruma');
const { Registry, INITIAL, parseRawGrammar } = require('vscode-textmate');

const [grammarPath, ruta, ...files] = process.argv.slice(2);

const SCOPES = {
    'un comentario': /^comment\./,
    'un texto entre comillas': /^string\./,
    'una fecha como 2026-03-13': /^constant\.other\.date\./,
    'una fecha con hora como 2026-03-13T10:30': /^constant\.other\.date\./,
    'un mes como 2023-07': /^constant\.other\.date\./,
    'un número': /^constant\.numeric\./,
    'una hora como 08:30': /^constant\.other\.hour\./,
    'una cantidad con decimales como 1,5': /^constant\.numeric\.decimal\./,
    'un número de artículo': /^constant\.other\.reference\./,
    'un nombre': /^(variable\.other|entity\.name)\./,
    'un día de la semana': /^keyword\./,
    'el nombre de un mes': /^keyword\./,
};

// A word of the language is a keyword, unless it names something here.
const scopeFor = (kind) => SCOPES[kind] || (/^«[:,.=()]»$/.test(kind) ? /^punctuation\./ : /^(keyword|entity\.name)\./);

const SAMPLES = [
    ['ETAPA comite Quórum QUORUM dias DÍAS art. año Pa\u0301g.', /^keyword\./],
    ['etapitas comités_locales ano etapa2 acta_de_entrega', /^variable\.other\./],
    ['2026-03-13 2023-07 2026–03–13', /^constant\.other\.date\./],
    ['1,5 SMLMV 1.000,50 x', /^(constant\.numeric\.decimal|variable\.other)\./],
    ['2.4.1.2.36A 1º 12b', /^constant\.other\.reference\./],
    ['“uno” «dos» "tres"', /^string\./],
    ['"sin cerrar', /^invalid\.illegal\.unclosed-string\./],
    [';', /^invalid\.illegal\.character\./],
];

function scopesOf(grammar, line, state) {
    const result = grammar.tokenizeLine(line, state);
    return { state: result.ruleStack, at: (i) => {
        const token = result.tokens.find((t) => t.startIndex <= i && i < t.endIndex);
        return token ? token.scopes[token.scopes.length - 1] : '';
    } };
}

function checkSamples(grammar, complain) {
    for (const [line, scope] of SAMPLES) {
        const scopes = scopesOf(grammar, line, INITIAL);
        for (let i = 0; i < line.length; i++)
            if (line[i] !== ' ' && !scope.test(scopes.at(i))) complain(`«${line}»:${i + 1}: ${scopes.at(i)} is not ${scope}`);
    }
}

function checkFile(grammar, file, complain) {
    let state = INITIAL;
    const lines = fs.readFileSync(file, 'utf8').normalize('NFC').split('\n').map((line) => {
        const scopes = scopesOf(grammar, line, state);
        state = scopes.state;
        for (let i = 0; i < line.length; i++) if (/^invalid/.test(scopes.at(i))) complain(`${file}: «${line}» is invalid at ${i + 1}`);
        return scopes;
    });
    let tokens = 0;
    for (const row of execFileSync(ruta, ['volcar', 'tokens', file], { encoding: 'utf8', maxBuffer: 1 << 26 }).trimEnd().split('\n')) {
        const [place, kind] = row.split('\t');
        const [line, column] = place.split(':').map(Number);
        const scope = lines[line - 1].at(column - 1);
        if (!scopeFor(kind).test(scope)) complain(`${file}:${place}: ${row.split('\t')[2]} is ${kind}, and ${scope}`);
        tokens++;
    }
    return tokens;
}

async function main() {
    await oniguruma.loadWASM(fs.readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')).buffer);
    const registry = new Registry({
        onigLib: Promise.resolve({
            createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
            createOnigString: (text) => new oniguruma.OnigString(text),
        }),
        loadGrammar: async () => parseRawGrammar(fs.readFileSync(grammarPath, 'utf8'), grammarPath),
    });
    const grammar = await registry.loadGrammar('source.ruta');
    const report = (name, wrong) => console.log(wrong.length ? `not ok - ${name}\n# ${wrong.slice(0, 10).join('\n# ')}` : `ok - ${name}`);
    const samples = [];
    checkSamples(grammar, (what) => samples.push(what));
    report('TextMate: words in any spelling', samples);
    let failed = samples.length;
    for (const file of files) {
        const wrong = [];
        if (checkFile(grammar, file, (what) => wrong.push(what)) === 0) wrong.push('no token');
        report(`TextMate: ${file}`, wrong);
        failed += wrong.length;
    }
    process.exitCode = failed ? 1 : 0;
}

main();
