# Runs the migrations and the seeders: as a one-shot container, or before a command of your own.
# Node runs the TypeScript sources as they are, so there is nothing to compile and no loader to carry.

FROM node:24-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
COPY scripts/link-plumb.js scripts/
# declarations and source maps are for editors and debuggers
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund --no-update-notifier \
 && find node_modules -type f \( -name '*.d.ts' -o -name '*.d.cts' -o -name '*.d.mts' -o -name '*.map' \) -delete \
 && node scripts/link-plumb.js

FROM node:24-slim
ENV NODE_ENV=production NO_COLOR=1 PATH=/app/node_modules/.bin:$PATH
WORKDIR /app
# root owns the files and node runs them: a container cannot change its own migrations
COPY --from=dependencies /app/node_modules node_modules
COPY package.json mikro-orm.config.js mikro-orm.config.ts ./
COPY scripts/run-migrations.sh scripts/
COPY src src
USER node
CMD ["scripts/run-migrations.sh"]
