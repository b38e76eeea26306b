// Makes libraries.min.js, libraries.min.css and their licences: npm install && npm run build
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const { metafile } = await build({
  entryPoints: ["libraries.js", "libraries.css"],
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "jupyter",
  target: "es2022",
  inject: ["define.js"],
  alias: { "sanitize-html": "./text.js" },
  legalComments: "none",
  outdir: ".",
  outExtension: { ".js": ".min.js", ".css": ".min.css" },
  metafile: true,
});

const folders = Object.keys(metafile.inputs).map((path) => path.match(/.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]);
const licences = [...new Set(folders.filter(Boolean))].sort().map((folder) => {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  return `${name} ${version}: ${license}\n\n${file ? readFileSync(`${folder}/${file}`, "utf8").trim() : ""}`;
});
writeFileSync("libraries.LICENSES.txt", `${licences.join(`\n\n${"-".repeat(80)}\n\n`)}\n`);
