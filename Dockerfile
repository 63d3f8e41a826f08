# One image for web, worker and matcher; what it runs is said by the command. Nothing is written to it: data lies in
# volumes, temporary files in /tmp (a tmpfs), so that the root file system may be read-only.

FROM node:24-trixie-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
# As a start would do it, which then finds them built. What only the build needs, the embedded PostgreSQL and a second
# Node stay behind.
RUN node src/server/build-pages-main.ts \
  && npm prune --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:24-trixie-slim
ENV NODE_ENV=production
WORKDIR /app
# The lock of the sources, which the built pages are known by: pruning may write it anew.
COPY package.json package-lock.json vite.config.ts react-router.config.ts ./
COPY --from=build /app/node_modules ./node_modules
COPY migrations ./migrations
COPY public ./public
COPY src ./src
COPY --from=build /app/build ./build
# Two users: the matcher's keys are none of the web server's business. Their group shares the socket's folder.
RUN groupadd --gid 10000 backchannel \
  && useradd --uid 10001 --gid 10000 --no-create-home --shell /usr/sbin/nologin backchannel-web \
  && useradd --uid 10002 --gid 10000 --no-create-home --shell /usr/sbin/nologin backchannel-matcher \
  && install -d -o 10002 -g 10000 -m 2750 /run/backchannel \
  && install -d -o 10002 -g 10000 -m 0700 /var/lib/backchannel-keys \
  && install -d -o 10001 -g 10000 -m 0700 /var/lib/backchannel-files
USER 10001:10000
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/healthz').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/server/web-main.ts"]
