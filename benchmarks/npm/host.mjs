// Answers requests for one engine, one JSON object a line; see benchmarks/host.py, whose twin this is.
// usage: node host.mjs ENGINE FOLDER   (FOLDER holds node_modules)
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";

const [engine, folder] = process.argv.slice(2);
const find = createRequire(join(folder, "package.json"));
const WARM_UP = 3;

function docxtemplater(template) {
  const Docxtemplater = find("docxtemplater");
  const PizZip = find("pizzip");
  return (data) => {
    const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
    document.render(data);
    return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE", compressionOptions: { level: 6 } });
  };
}

function easyTemplateX(template) {
  const { TemplateHandler } = find("easy-template-x");
  const handler = new TemplateHandler();
  return (data) => handler.process(template, data);
}

const ENGINES = { docxtemplater, "easy-template-x": easyTemplateX };
let render, contexts;

const ANSWERS = {
  async load({ job }) {
    const made = ENGINES[engine](readFileSync(job.template));
    contexts = JSON.parse(readFileSync(job.contexts, "utf8"));
    render = (place) => made(contexts[place % contexts.length]);
    for (let turn = 0; turn < WARM_UP; turn += 1) await render(turn);
    return {};
  },
  async round({ times }) {
    const before = process.cpuUsage();
    const start = process.hrtime.bigint();
    let bytes = 0;
    for (let turn = 0; turn < times; turn += 1) bytes += (await render(turn)).length;
    const wall = Number(process.hrtime.bigint() - start) / 1e9;
    const { user, system } = process.cpuUsage(before);
    return { cpu: (user + system) / 1e6 / times, wall: wall / times, bytes: bytes / times, ...memory() };
  },
  async save({ folder: into }) {
    for (const place of contexts.keys()) writeFileSync(join(into, `${place}.docx`), await render(place));
    return {};
  },
};

function memory() {
  return { peak: process.resourceUsage().maxRSS / 1024, resident: process.memoryUsage.rss() / 1048576 };
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = await ANSWERS[request.do](request);
  } catch (error) {
    answer = { error: String(error?.properties?.errors ?? error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
