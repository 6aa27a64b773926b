# Stand-in for the official image of nats-server where no registry can be reached:
# the server that go.mod names, at the same place and with the same entry point.
FROM scratch
COPY nats-server /nats-server
ENTRYPOINT ["/nats-server"]
CMD ["--config", "nats-server.conf"]
