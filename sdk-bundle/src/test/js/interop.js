// Reads our bundles with the public encoder, and makes bundles of the same input with it.
//
// usage: node interop.js FOLDER
//
// FOLDER/input.json names the assets in FOLDER/assets, and the cases; each case is a folder with
// app.bin, ours.zip, rebundled.zip and perhaps folder.zip. Each gets theirs.zip and theirs-rebundled.zip; what was read of our bundles
// goes to FOLDER/report.json. The folders of readOnly have an ours.zip only.
// One process for all cases: starting Node takes longer than the work.
'use strict';

const fs = require('fs');
const path = require('path');
const {
	HalModuleParser,
	createApplicationAndAssetBundle,
	isAssetValid,
	unpackApplicationAndAssetBundle
} = require('binary-version-reader');

async function read(file) {
	const bundle = await unpackApplicationAndAssetBundle(file);
	const module = await new HalModuleParser().parseBuffer({ fileBuffer: bundle.application.data });
	const named = module.assets || [];
	return {
		application: bundle.application.name,
		crcOk: module.crc.ok,
		sha256: module.suffixInfo.fwUniqueId,
		named: named.map((asset) => asset.name),
		unpacked: bundle.assets.map((asset) => asset.name),
		valid: bundle.assets.every((asset) => {
			const info = named.find((other) => other.name === asset.name);
			return info !== undefined && isAssetValid(asset.data, info);
		})
	};
}

async function write(appFile, input, folder, file) {
	const assets = input.assets.map((name) => path.join(folder, 'assets', name));
	const app = { name: 'app.bin', data: fs.readFileSync(appFile) };
	fs.writeFileSync(file, await createApplicationAndAssetBundle(app, assets));
}

async function main(folder) {
	const input = JSON.parse(fs.readFileSync(path.join(folder, 'input.json'), 'utf8'));
	const report = {};
	for (const name of input.cases) {
		const file = (base) => path.join(folder, name, base);
		report[name] = {
			ours: await read(file('ours.zip')),
			rebundled: await read(file('rebundled.zip')),
			folder: fs.existsSync(file('folder.zip')) ? await read(file('folder.zip')) : null
		};
		await write(file('app.bin'), input, folder, file('theirs.zip'));
		await write(file('app-with-assets.bin'), input, folder, file('theirs-rebundled.zip'));
	}
	for (const name of input.readOnly) {
		report[name] = { ours: await read(path.join(folder, name, 'ours.zip')) };
	}
	fs.writeFileSync(path.join(folder, 'report.json'), JSON.stringify(report));
}

main(process.argv[2]).catch((error) => {
	console.error(error);
	process.exit(1);
});
