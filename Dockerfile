# One image for the pages (serve) and for the workers (worker); see compose.yaml and docs/scale.md.
FROM python:3.11.13-slim-bookworm AS build
WORKDIR /src
RUN python -m venv /venv
COPY requirements-cluster.lock ./
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements-cluster.lock
COPY pyproject.toml README.md ./
COPY formgen formgen
COPY forms forms
COPY templates templates
COPY samples samples
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-build-isolation .

FROM python:3.11.13-slim-bookworm
RUN useradd --system --uid 10001 --user-group --home-dir /var/lib/formgen --create-home formgen
COPY --from=build /venv /venv
ENV PATH="/venv/bin:$PATH" PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 FORMGEN_DATA=/var/lib/formgen
WORKDIR /var/lib/formgen
USER 10001:10001
EXPOSE 5000
ENTRYPOINT ["formgen"]
CMD ["serve", "--host", "0.0.0.0", "--port", "5000"]
