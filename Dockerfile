# The hub standing alone on its embedded store. Mount a volume on /data and keep it: it holds the records and the hub's keys.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish functions -c Release --runtime linux-x64 --self-contained -o /app

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0
RUN mkdir /data && chown app:app /data
COPY --from=build /app /app
USER app
VOLUME /data
EXPOSE 7071
ENTRYPOINT ["/app/InfoShare.Functions"]
CMD ["serve", "--urls", "http://0.0.0.0:7071", "--data", "/data"]
