namespace DockerLsp.Tests.Engine.Rules.PackageHygiene;

public sealed class YarnCacheRemainsTests
{
    private static Verification Rule => Verify.Only("DL3060");

    [Fact]
    public void Yarn_1_is_certain() => Rule
        .Finds("""
            FROM node:20
            RUN [|yarn global add|] serve
            RUN [|yarn install|] --ignore-optional && \
                yarn build
            """)
        .Says(
            "Keeps a copy of every downloaded package in this layer, in Yarn's cache",
            "Keeps a copy of every downloaded package in this layer, in Yarn's cache")
        .Offers("Clean up in this RUN", "Use a cache mount for yarn (serves Yarn 1 run by root)")
        .Fixed("""
            FROM node:20
            RUN yarn global add serve && yarn cache clean
            RUN yarn install --ignore-optional && \
                yarn build && \
                yarn cache clean
            """);

    [Fact]
    public void Any_Yarn() => Rule
        .Finds("""
            FROM node:20
            COPY . .
            RUN [|yarn install|] --frozen-lockfile
            """)
        .Unsafe("breaks PnP of Yarn 2", """
            FROM node:20
            COPY . .
            RUN yarn install --frozen-lockfile && yarn cache clean
            """);

    [Fact]
    public void No_subcommand() => Rule
        .Finds("""
            FROM node:20
            RUN cd /app && [|yarn|] --production
            """)
        .Refused();

    [Fact]
    public void A_stage_that_another_one_starts_from() => Rule
        .Finds("""
            FROM node:20 AS deps
            RUN [|yarn install|]

            FROM node:20 AS test
            RUN yarn install

            FROM deps
            RUN [|yarn|] && yarn build
            """)
        .Refused();

    [Fact]
    public void A_heredoc() => Rule
        .Finds("""
            FROM node:20
            RUN <<EOF
            set -e
            [|yarn global add|] serve
            EOF
            """)
        .Fixed("""
            FROM node:20
            RUN <<EOF
            set -e
            yarn global add serve
            yarn cache clean
            EOF
            """);

    [Theory]
    [InlineData("RUN yarn install && yarn cache clean")]
    [InlineData("RUN yarn install && yarn cache clean --all")]
    [InlineData("RUN yarn && rm -rf /usr/local/share/.cache")]
    [InlineData("RUN yarn && rm -rf \"$(yarn cache dir)\"")]
    [InlineData("RUN --mount=type=cache,target=/root/.cache/yarn yarn install")]
    [InlineData("RUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install")]
    [InlineData("ENV YARN_CACHE_FOLDER=/tmp/yarn\nRUN yarn install")]
    [InlineData("RUN yarn install --cache-folder /tmp/yarn")]
    [InlineData("RUN yarn install --immutable")]
    [InlineData("COPY .yarnrc.yml yarn.lock ./\nRUN yarn install")]
    [InlineData("RUN yarn set version stable && yarn install")]
    [InlineData("RUN yarn --version")]
    [InlineData("RUN yarn build")]
    [InlineData("RUN yarn run install")]
    [InlineData("RUN $YARN install")]
    public void Keeps_no_cache(string steps) => Rule.FindsNothing($"FROM node:20\n{steps}");
}
