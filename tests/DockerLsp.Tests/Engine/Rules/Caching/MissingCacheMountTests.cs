using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;

namespace DockerLsp.Tests.Engine.Rules.Caching;

public sealed class MissingCacheMountTests
{
    private const string Image = "\nFROM scratch\nCOPY --from=build /out /";

    private static Verification Rule => Verify.Only("DLS2007");

    [Fact]
    public void In_a_stage_whose_layers_nobody_ships() => Rule.Finds("# syntax=docker/dockerfile:1\nFROM node:20 AS build\nWORKDIR /app\nCOPY package*.json ./\nRUN [|npm ci|]\nCOPY . ." + Image)
        .Says("`npm ci` downloads everything again whenever this step runs again; a cache mount keeps the downloads from build to build")
        .Offers("Use a cache mount for npm (outlives the build)")
        .Unsafe("outlives the build", "# syntax=docker/dockerfile:1\nFROM node:20 AS build\nWORKDIR /app\nCOPY package*.json ./\nRUN --mount=type=cache,target=/root/.npm npm ci\nCOPY . ." + Image);

    [Fact]
    public void The_layering_that_was_asked_for_is_applied() => new Verification(AnalysisOptions.Default with { Select = ["DLS2007"], Layering = Layering.CacheMount })
        .Finds("# syntax=docker/dockerfile:1\nFROM node:20 AS build\nCOPY package*.json ./\nRUN [|npm ci|]" + Image)
        .Fixed("# syntax=docker/dockerfile:1\nFROM node:20 AS build\nCOPY package*.json ./\nRUN --mount=type=cache,target=/root/.npm npm ci" + Image);

    [Theory]
    [InlineData("COPY go.mod go.sum ./\nRUN [|go mod download|]")]
    [InlineData("COPY Cargo.toml Cargo.lock ./\nRUN [|cargo build|] --release")]
    [InlineData("COPY pom.xml ./\nRUN [|mvn|] -B package")]
    [InlineData("COPY . .\nRUN [|gradle|] build")]
    [InlineData("COPY a.csproj ./\nRUN [|dotnet restore|]")]
    [InlineData("COPY package.json pnpm-lock.yaml ./\nRUN [|pnpm install|] --frozen-lockfile")]
    [InlineData("COPY . .\nRUN <<EOF\nset -e\n[|npm ci|]\nEOF")]
    [InlineData("COPY . .\nRUN --mount=type=secret,id=npmrc [|npm ci|]")]
    // The first of those that share a cache speaks for all.
    [InlineData("COPY go.mod go.sum ./\nRUN [|go mod download|]\nCOPY . .\nRUN go build -o /out/app .")]
    public void For_each_tool(string text) => Rule.Finds("# syntax=docker/dockerfile:1\nFROM base:1 AS build\n" + text + Image);

    [Fact]
    public void Steps_that_install_into_one_cache_get_it_together() => Rule.Finds("# syntax=docker/dockerfile:1\nFROM golang:1.23 AS build\nCOPY go.mod go.sum ./\nRUN [|go mod download|]\nCOPY . .\nRUN go build -o /out/app ." + Image)
        .Offers("Use cache mounts in 2 go steps (outlive the build)")
        .Unsafe(
            "in 2 go steps",
            "# syntax=docker/dockerfile:1\nFROM golang:1.23 AS build\nCOPY go.mod go.sum ./\nRUN --mount=type=cache,target=/go/pkg/mod \\\n    --mount=type=cache,target=/root/.cache/go-build \\\n    go mod download\nCOPY . .\n"
            + "RUN --mount=type=cache,target=/go/pkg/mod \\\n    --mount=type=cache,target=/root/.cache/go-build \\\n    go build -o /out/app ." + Image);

    [Theory]
    [InlineData("RUN npm ci && npm cache clean --force")]
    [InlineData("RUN pnpm install")]
    public void In_the_image_where_nothing_is_left(string text) =>
        Rule.Finds("# syntax=docker/dockerfile:1\nFROM node:20\nCOPY . .\n" + text.Replace("npm ci", "[|npm ci|]", StringComparison.Ordinal).Replace("pnpm install", "[|pnpm install|]", StringComparison.Ordinal));

    [Theory]
    [InlineData("RUN npm ci")]
    [InlineData("RUN pip install -r requirements.txt")]
    [InlineData("RUN pip install --no-cache-dir -r requirements.txt")]
    [InlineData("RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*")]
    public void Package_hygiene_speaks_of_what_stays_in_the_image(string text) => Rule.FindsNothing("# syntax=docker/dockerfile:1\nFROM node:20\nCOPY . .\n" + text);

    [Theory]
    [InlineData("RUN --mount=type=cache,target=/root/.npm npm ci")]
    [InlineData("RUN --mount=type=cache,target=/anywhere npm ci")]
    [InlineData("RUN npm install -g typescript")]
    [InlineData("RUN npm install express")]
    [InlineData("RUN npm run build")]
    [InlineData("RUN npm ci --offline")]
    [InlineData("RUN --network=none npm ci")]
    [InlineData("RUN git clone https://example.com/a . && npm ci")]
    [InlineData("USER node\nRUN npm ci")]
    [InlineData("ONBUILD RUN npm ci")]
    [InlineData("RUN [\"npm\", \"ci\"]")]
    [InlineData("RUN mvn --version")]
    [InlineData("RUN cargo install just")]
    [InlineData("RUN go install example.com/tool@v1")]
    [InlineData("ENV npm_config_cache=/tmp/c\nRUN npm ci")]
    // Another step of the stage that needs what would be in the mount, and cannot have it.
    [InlineData("RUN go mod download\nUSER app\nRUN go build .")]
    [InlineData("RUN go mod download\nFROM build AS next\nRUN go build .")]
    public void Would_not_help(string text) => Rule.FindsNothing("# syntax=docker/dockerfile:1\nFROM base:1 AS build\nCOPY . .\n" + text + Image);

    [Theory]
    [InlineData("RUN npm ci")]
    [InlineData("COPY --from=other /app /app\nRUN npm ci")]
    [InlineData("ONBUILD COPY . .\nRUN npm ci")]
    public void Runs_again_by_no_file_of_the_project(string text) => Rule.FindsNothing("# syntax=docker/dockerfile:1\nFROM base:1 AS build\n" + text + Image);

    [Theory]
    [InlineData("RUN --mount=type=bind,source=package.json,target=package.json --mount=type=bind,source=package-lock.json,target=package-lock.json [|npm ci|]")]
    [InlineData("COPY . .\nFROM build AS next\nRUN [|npm ci|]")]
    public void Takes_files_of_the_project_in_other_ways(string text) => Rule.Finds("# syntax=docker/dockerfile:1\nFROM base:1 AS build\n" + text + Image);

    [Fact]
    public void Whoever_may_build_without_BuildKit_is_left_alone() => Rule.FindsNothing("FROM node:20 AS build\nCOPY . .\nRUN npm ci" + Image);

    [Fact]
    public void Any_mount_tells_that_BuildKit_builds() => Rule.Finds("FROM node:20 AS build\nCOPY . .\nRUN [|npm ci|]\nRUN --mount=type=secret,id=a cat /run/secrets/a" + Image);
}
