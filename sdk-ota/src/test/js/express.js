// Express with serve-static, as most of its users have it: express.js PORT FOLDER
const express = require('express');
const [port, folder] = process.argv.slice(2);
express().use(express.static(folder)).listen(Number(port), '127.0.0.1');
