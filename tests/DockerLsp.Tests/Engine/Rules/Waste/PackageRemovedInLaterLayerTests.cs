namespace DockerLsp.Tests.Engine.Rules.Waste;

public sealed class PackageRemovedInLaterLayerTests
{
    private static Verification Rule => Verify.Only("DLS1010");

    [Fact]
    public void Build_tools_of_apt() => Rule
        .Finds("""
            FROM debian:12
            RUN apt-get update && apt-get install -y gcc make=4.3-4.1 curl && rm -rf /var/lib/apt/lists/*
            COPY . /src
            RUN make -C /src install && [|apt-get purge -y --auto-remove gcc make|]
            """)
        .Says("Frees nothing: `gcc` and one other package stay in the layer of line 2; one RUN for install, use and removal, or a build stage, keeps them out")
        .Refused();

    [Fact]
    public void A_virtual_package_of_apk() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN apk add --no-cache --virtual .build-deps gcc musl-dev
            RUN gcc --version && [|apk del .build-deps|]
            """)
        .Fixed("""
            FROM alpine:3.20
            RUN apk add --no-cache --virtual .build-deps gcc musl-dev \
                && gcc --version && apk del .build-deps
            """);

    [Fact]
    public void Neighbours_merge() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN apk add --no-cache -t .build-deps gcc
            RUN [|apk del .build-deps|]
            """)
        .Fixed("""
            FROM alpine:3.20
            RUN apk add --no-cache -t .build-deps gcc \
                && apk del .build-deps
            """);

    [Fact]
    public void Install_use_and_removal_merge() => Rule
        .Finds("""
            FROM debian:12
            COPY src /src
            RUN apt-get update && apt-get install -y gcc make && rm -rf /var/lib/apt/lists/*
            # build it
            RUN make -C /src
            RUN cp /src/tool /usr/local/bin/ && strip /usr/local/bin/tool
            RUN [|apt-get purge -y gcc make|] && apt-get autoremove -y
            """)
        .Fixed("""
            FROM debian:12
            COPY src /src
            RUN apt-get update && apt-get install -y gcc make && rm -rf /var/lib/apt/lists/* \
                # build it
                && make -C /src \
                && cp /src/tool /usr/local/bin/ && strip /usr/local/bin/tool \
                && apt-get purge -y gcc make && apt-get autoremove -y
            """);

    [Fact]
    public void What_a_step_between_leaves_in_its_shell_prevents_the_merge() => Rule
        .Finds("""
            FROM alpine:3.20
            RUN apk add --no-cache --virtual .build-deps gcc
            RUN export PREFIX=/opt
            RUN ./build.sh
            RUN [|apk del .build-deps|]
            """)
        .Refused();

    [Fact]
    public void Pip() => Rule
        .Finds("""
            FROM python:3.12
            RUN pip install --no-cache-dir wheel==0.43 flask
            COPY . .
            RUN [|pip uninstall -y wheel|]
            """)
        .Says("Frees nothing: `wheel` stays in the layer of line 2; one RUN for install, use and removal, or a build stage, keeps it out")
        .Refused();

    [Theory]
    [InlineData("RUN apt-get install -y gcc && make && apt-get purge -y gcc")]
    [InlineData("RUN apt-get purge -y gcc")]
    [InlineData("RUN apt-get install -y gcc\nRUN apt-get purge -y curl")]
    [InlineData("RUN apt-get install -y gcc\nRUN apt-get autoremove -y")]
    [InlineData("RUN apt-get install -y $TOOLS\nRUN apt-get purge -y $TOOLS")]
    [InlineData("RUN pip install gcc\nRUN apt-get purge -y gcc")]
    [InlineData("RUN apt-get install -y gcc\nFROM debian:12\nRUN apt-get purge -y gcc")]
    [InlineData("ONBUILD RUN apt-get install -y gcc\nRUN apt-get purge -y gcc")]
    public void Nothing_of_an_earlier_layer(string steps) => Rule.FindsNothing($"FROM debian:12\n{steps}");
}
