// Eleventy's server listens at every address of the machine and has no option against it.
const { Server } = require("node:net");
const { listen } = Server.prototype;

Server.prototype.listen = function (options, ...rest) {
  const here = options?.port === undefined ? options : { ...options, host: "127.0.0.1" };
  return listen.call(this, here, ...rest);
};
