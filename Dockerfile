# Runs the migrations and the seeders: as a one-shot container, or before a command of your own.
# Node runs the platform's TypeScript sources as they are, so there is no loader to carry. The package is built.

FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json tsconfig.base.json ./
COPY packages/plumbline/package.json packages/plumbline/
RUN npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier
COPY packages/plumbline packages/plumbline
# what is optional is for writing migrations; declarations and source maps are for editors and debuggers
RUN npm run build \
 && npm prune --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund --no-update-notifier \
 && find node_modules packages/plumbline/dist -type f \
      \( -name '*.d.ts' -o -name '*.d.cts' -o -name '*.d.mts' -o -name '*.map' \) -delete

FROM node:24-slim
ENV NODE_ENV=production NO_COLOR=1 PATH=/app/node_modules/.bin:$PATH
WORKDIR /app
# root owns the files and node runs them: a container cannot change its own migrations
COPY --from=packages /app/node_modules node_modules
COPY --from=packages /app/packages/plumbline/package.json packages/plumbline/
COPY --from=packages /app/packages/plumbline/bin packages/plumbline/bin
COPY --from=packages /app/packages/plumbline/dist packages/plumbline/dist
COPY package.json mikro-orm.config.js mikro-orm.config.ts ./
COPY scripts/run-migrations.sh scripts/
COPY src src
USER node
CMD ["scripts/run-migrations.sh"]
