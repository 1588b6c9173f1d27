// Loaded before a client whose address is fixed: every https connection of its goes to the port of a stand-in, in plain text.
const https = require('node:https')
const net = require('node:net')

https.Agent.prototype.createConnection = () => net.connect(Number(process.env.STAND_IN_PORT), '127.0.0.1')
