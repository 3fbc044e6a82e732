namespace DockerLsp.Tests.Engine.Rules.Waste;

public sealed class FileDeletedInLaterLayerTests
{
    private static Verification Rule => Verify.Only("DLS1009");

    [Fact]
    public void A_download_of_the_step_above() => Rule
        .Finds("""
            FROM debian:12
            RUN curl -fsSL -o /tmp/tool.tar.gz https://example.com/tool.tar.gz
            RUN tar -xzf /tmp/tool.tar.gz -C /opt && rm [|/tmp/tool.tar.gz|]
            """)
        .Says("Frees nothing: `/tmp/tool.tar.gz` stays in the layer of line 2; what is fetched, used and deleted in one RUN is in no layer")
        .Fixed("""
            FROM debian:12
            RUN curl -fsSL -o /tmp/tool.tar.gz https://example.com/tool.tar.gz \
                && tar -xzf /tmp/tool.tar.gz -C /opt && rm /tmp/tool.tar.gz
            """);

    [Fact]
    public void A_directory_change_prevents_the_merge() => Rule
        .Finds("""
            FROM debian:12
            RUN cd /opt && wget -O /tmp/tool.zip https://example.com/tool.zip
            RUN unzip /tmp/tool.zip -d /opt && rm -f [|/tmp/*|]
            """)
        .Refuses("`cd /opt` in line 2 would carry over")
        .Fixed("""
            FROM debian:12
            RUN ( cd /opt && wget -O /tmp/tool.zip https://example.com/tool.zip ) \
                && unzip /tmp/tool.zip -d /opt && rm -f /tmp/*
            """);

    [Fact]
    public void Steps_between() => Rule
        .Finds("""
            FROM debian:12
            ARG VERSION=1.2
            WORKDIR /opt
            RUN wget https://example.com/tool-${VERSION}.tgz
            COPY setup.cfg .
            RUN tar xf tool-${VERSION}.tgz && rm [|tool-${VERSION}.tgz|]
            """)
        .Refused();

    [Fact]
    public void A_repository() => Rule
        .Finds("""
            FROM debian:12
            RUN git clone https://example.com/tool.git /src/tool
            WORKDIR /src/tool
            RUN make install
            RUN rm -rf [|/src|]
            """)
        .Refused();

    [Fact]
    public void A_copied_package() => Rule
        .Finds("""
            FROM debian:12
            COPY tool.deb /tmp/
            RUN dpkg -i /tmp/tool.deb && rm -rf [|/tmp/*|] /var/tmp/*
            """)
        .Says("Frees nothing: `/tmp/tool.deb` stays in the layer of line 2; `RUN --mount=type=bind` uses it without one")
        .Refused();

    [Fact]
    public void A_copied_folder() => Rule
        .Finds("""
            FROM debian:12
            WORKDIR /src
            COPY . .
            RUN make install && rm -rf [|/src|]
            """)
        .Refused();

    [Fact]
    public void A_stage_that_the_image_starts_from() => Rule
        .Finds("""
            FROM debian:12 AS base
            COPY big.zip /tmp/big.zip

            FROM base
            RUN rm [|/tmp/big.zip|]
            """)
        .Refused();

    [Theory]
    [InlineData("RUN curl -o /tmp/a.zip https://example.com/a.zip && unzip /tmp/a.zip && rm /tmp/a.zip")]
    [InlineData("RUN curl -o /tmp/a.zip https://example.com/a.zip && rm /tmp/a.zip\nRUN rm -f /tmp/a.zip")]
    [InlineData("RUN curl -o /tmp/a.sh https://example.com/a.sh\nRUN sh /tmp/a.sh && rm /tmp/a.sh")]
    [InlineData("COPY requirements.txt /tmp/\nRUN pip install -r /tmp/requirements.txt && rm /tmp/requirements.txt")]
    [InlineData("COPY a.tar.gz /tmp/\nRUN tar xf /tmp/a.tar.gz && rm /tmp/a.tar.gz")]
    [InlineData("ADD a.tar.gz /tmp/\nRUN rm -f /tmp/a.tar.gz")]
    [InlineData("COPY a.zip /tmp/\nRUN unzip /tmp/a.zip")]
    [InlineData("COPY . /app\nRUN rm -rf /app/node_modules")]
    [InlineData("RUN curl -o /tmp/a.zip https://example.com/a.zip\nRUN cd /tmp && rm a.zip")]
    [InlineData("RUN curl -o \"$(mktemp)\" https://example.com/a.zip\nRUN rm -rf /tmp/*")]
    [InlineData("RUN curl -o /tmp/a.zip https://example.com/a.zip\nRUN if true; then rm /tmp/a.zip; fi")]
    [InlineData("RUN curl -o /tmp/a.zip https://example.com/a.zip\nRUN curl -o /tmp/a.zip https://example.com/a.zip && rm /tmp/a.zip")]
    [InlineData("RUN rm -rf /tmp/a.zip")]
    [InlineData("ONBUILD COPY a.zip /tmp/\nONBUILD RUN rm /tmp/a.zip")]
    [InlineData("COPY a.zip /tmp/\nFROM debian:12\nRUN rm -f /tmp/a.zip")]
    public void Nothing_is_wasted_twice(string steps) => Rule.FindsNothing($"FROM debian:12\n{steps}");

    [Fact]
    public void A_stage_that_only_COPY_reads() => Rule
        .FindsNothing("""
            FROM debian:12 AS build
            COPY a.zip /tmp/
            RUN unzip /tmp/a.zip -d /out && rm /tmp/a.zip

            FROM debian:12
            COPY --from=build /out /opt
            """);
}
