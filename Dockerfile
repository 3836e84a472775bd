# Perron, with its extra for meaning and the playground. What it knows is in /data: keep that.
FROM python:3.11-slim
WORKDIR /srv/perron
COPY requirements.lock ./
RUN pip install --no-cache-dir --requirement requirements.lock
COPY manifest.yml ./
COPY bot bot
COPY handlers handlers
COPY integrations integrations
COPY locales locales
COPY playground playground
RUN python -m compileall -q . && useradd --system --uid 1000 perron && install -d -o perron /data
USER perron
VOLUME /data
ENV PERRON_DATABASE_URL=sqlite:////data/perron.db PERRON_HTTP__HOST=0.0.0.0
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
