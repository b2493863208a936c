FROM python:3.11-slim AS build
WORKDIR /srv/quayside
COPY requirements.lock ./
RUN python -m venv /opt/quayside && /opt/quayside/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY . .
RUN DJANGO_SETTINGS_MODULE=quayside.offline STATIC_ROOT=/srv/static PYTHONPATH=/srv/quayside:/srv/quayside/site \
    /opt/quayside/bin/python -m django collectstatic --noinput

FROM python:3.11-slim
# pg_dump for `manage.py backup`
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --uid 10001 quayside && install -d -o quayside /srv/files /srv/backups
COPY --from=build /opt/quayside /opt/quayside
COPY --from=build /srv/static /srv/static
COPY --from=build /srv/quayside /srv/quayside
WORKDIR /srv/quayside
ENV PATH=/opt/quayside/bin:$PATH QUAYSIDE_NO_VENV=1 STATIC_ROOT=/srv/static STORAGE_URL=file:///srv/files PYTHONUNBUFFERED=1
USER quayside
EXPOSE 8000
CMD ["python", "manage.py", "serve", "--host", "0.0.0.0", "--port", "8000"]
