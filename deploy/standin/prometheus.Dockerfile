# Stand-in for prom/prometheus where no registry can be reached: prometheus and
# promtool as tools/go.mod names them, built without the web pages and without the
# discovery of clouds.
FROM scratch
COPY prometheus promtool /bin/
COPY --chown=65534:65534 data/ /prometheus/
WORKDIR /prometheus
USER 65534:65534
EXPOSE 9090
VOLUME ["/prometheus"]
ENTRYPOINT ["/bin/prometheus"]
CMD ["--config.file=/etc/prometheus/prometheus.yml", "--storage.tsdb.path=/prometheus"]
