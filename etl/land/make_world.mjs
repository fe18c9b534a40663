// The land of the maps: Natural Earth 1:110 million, cut at the antimeridian, two decimals, without Antarctica.
// Uncut, a polygon that crosses 180 degrees draws a bar across the whole map.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const modules = createRequire(join(process.cwd(), "package.json"));
const { geoEquirectangular } = await import(modules.resolve("d3-geo"));
const { geoProject } = await import(modules.resolve("d3-geo-projection"));
const { feature } = await import(modules.resolve("topojson-client"));

const [out] = process.argv.slice(2);
if (!out) {
  console.error("usage: node make_world.mjs OUT; give the file to write");
  process.exit(2);
}

// One unit of the plane is one degree, so that projecting cuts and clips but moves nothing.
const plate = geoEquirectangular().scale(180 / Math.PI).translate([0, 0]).reflectY(true).precision(0);
const topology = JSON.parse(readFileSync(modules.resolve("world-atlas/countries-110m.json"), "utf8"));
const countries = feature(topology, topology.objects.countries).features;

const round = (value) => Math.round(value * 100) / 100;
const rounded = (tree) => (Array.isArray(tree) ? tree.map(rounded) : round(tree));

const features = countries
  .filter((country) => country.properties.name !== "Antarctica")
  .map((country) => ({
    type: "Feature",
    properties: { name: country.properties.name, iso_n3: country.id ?? "" },
    geometry: geoProject(country.geometry, plate),
  }))
  .map((country) => ({
    ...country,
    geometry: { type: country.geometry.type, coordinates: rounded(country.geometry.coordinates) },
  }));

writeFileSync(out, `${JSON.stringify({ type: "FeatureCollection", features })}\n`);
console.log(`${features.length} countries`);
