# The probe of the compose test, which looks around from inside a container.
FROM scratch
COPY probe /probe
USER 65532:65532
ENTRYPOINT ["/probe"]
