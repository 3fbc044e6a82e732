namespace DockerLsp.Tests.Engine.Rules.PackageHygiene;

public sealed class PackageCacheRemainsTests
{
    private static Verification Rule => Verify.Only("DLS1007");

    [Theory]
    [InlineData("[|npm ci|]", "npm ci && npm cache clean --force")]
    [InlineData("[|npm install|] -g serve@14 && npm run build", "npm install -g serve@14 && npm run build && npm cache clean --force")]
    [InlineData("[|npm --prefix /app i|]", "npm --prefix /app i && npm cache clean --force")]
    [InlineData("[|sudo npm ci|]", "sudo npm ci && sudo npm cache clean --force")]
    [InlineData("[|conda install|] -y numpy", "conda install -y numpy && conda clean --all --yes")]
    [InlineData("[|conda env create|] -f environment.yml", "conda env create -f environment.yml && conda clean --all --yes")]
    [InlineData("[|mamba install|] -y numpy", "mamba install -y numpy && mamba clean --all --yes")]
    [InlineData("[|micromamba install|] -y -n base -f env.yml", "micromamba install -y -n base -f env.yml && micromamba clean --all --yes")]
    [InlineData("[|uv sync|] --frozen", "uv sync --no-cache --frozen")]
    [InlineData("[|uv pip install|] --system flask", "uv pip install --no-cache --system flask")]
    [InlineData("[|python3 -m poetry install|]", "python3 -m poetry install && rm -rf ~/.cache/pypoetry/artifacts ~/.cache/pypoetry/cache")]
    [InlineData("[|pipenv sync|]", "pipenv sync && rm -rf ~/.cache/pipenv")]
    [InlineData("[|composer install|] --no-dev", "composer install --no-cache --no-dev")]
    [InlineData("[|cargo install|] ripgrep", "cargo install ripgrep && rm -rf \"${CARGO_HOME:-$HOME/.cargo}/registry\"")]
    [InlineData("[|go install|] example.com/tool@v1.2.3", "go install example.com/tool@v1.2.3 && go clean -cache -modcache")]
    [InlineData("[|cpanm|] --notest Mojolicious", "cpanm --notest Mojolicious && rm -rf ~/.cpanm")]
    [InlineData("[|tdnf install|] -y git", "tdnf install -y git && tdnf clean all")]
    [InlineData("[|pacman -Syu|] --noconfirm git", "pacman -Syu --noconfirm git && rm -rf /var/cache/pacman/pkg/* /var/lib/pacman/sync/*")]
    [InlineData("[|xbps-install -Sy|] git", "xbps-install -Sy git && rm -rf /var/cache/xbps/*")]
    [InlineData("[|brew install|] jq", "brew install jq && rm -rf ~/.cache/Homebrew")]
    [InlineData("[|install2.r|] --error dplyr", "install2.r --error dplyr && rm -rf /tmp/downloaded_packages")]
    public void Each_manager(string step, string expected) => Rule
        .Finds($"FROM registry.example.com/base:1\nRUN {step}")
        .Fixed($"FROM registry.example.com/base:1\nRUN {expected}");

    [Theory]
    [InlineData("[|go build|] -o /app ./...", "Leaves go's build and module caches in the image, as a build stage of its own would not")]
    [InlineData("[|mvn|] -B package", "Leaves Maven's local repository in the image, as a build stage of its own would not")]
    [InlineData("[|./gradlew|] build", "Leaves Gradle's caches in the image, as a build stage of its own would not")]
    [InlineData("[|dotnet publish|] -c Release", "Leaves NuGet's packages in the image, as a build stage of its own would not")]
    [InlineData("[|cargo build|] --release", "Leaves cargo's registry in the image, as a build stage of its own would not")]
    public void A_build_that_reads_its_cache(string step, string message) => Rule
        .Finds($"FROM registry.example.com/base:1\nRUN {step}")
        .Says(message)
        .Refused();

    [Fact]
    public void One_word_for_all_steps_of_a_build() => Rule
        .Finds("""
            FROM golang:1.24
            COPY go.mod go.sum ./
            RUN [|go mod download|]
            COPY . .
            RUN go build -o /app
            CMD ["/app"]
            """)
        .Refused();

    [Fact]
    public void A_cleanup_in_a_later_layer() => Verify.Only("DLS1004")
        .Finds("""
            FROM node:20
            RUN npm ci
            RUN [|npm cache clean|] --force
            """)
        .Says("Frees nothing: the cache stays in the layer of line 2")
        .Fixed("""
            FROM node:20
            RUN npm ci && npm cache clean --force
            """);

    [Fact]
    public void Later_steps_work_offline() => Rule
        .Finds("""
            FROM node:20
            RUN [|npm ci|]
            COPY . .
            RUN --network=none npm install
            """)
        .Unsafe("line 4 works offline", """
            FROM node:20
            RUN npm ci && npm cache clean --force
            COPY . .
            RUN --network=none npm install
            """);

    [Theory]
    [InlineData("npm ci", "", "npm ci --offline", "npm cache clean --force")]
    [InlineData("conda install", " -y numpy", "conda install -y --offline scipy", "conda clean --all --yes")]
    [InlineData("npm ci", "", "cp -r /root/.npm/_cacache /keep", "npm cache clean --force")]
    public void A_later_step_takes_what_it_needs_from_the_cache(string install, string packages, string later, string cleanup) => Rule
        .Finds($"FROM acme/tools:1\nRUN [|{install}|]{packages}\nRUN {later}\n")
        .Unsafe("line 3", $"FROM acme/tools:1\nRUN {install}{packages} && {cleanup}\nRUN {later}\n");

    [Fact]
    public void Linked_to_the_cache()
    {
        Rule.FindsNothing("FROM python:3\nENV UV_LINK_MODE=symlink\nRUN uv sync\n");
        Rule.FindsNothing("FROM python:3\nRUN uv sync --link-mode symlink\n");
        Rule.Finds("FROM python:3\nENV UV_LINK_MODE=copy\nRUN [|uv sync|]\n").Fixed("FROM python:3\nENV UV_LINK_MODE=copy\nRUN uv sync --no-cache\n");
    }

    [Theory]
    [InlineData("for f in a b; do if [ -e $f ]; then [|npm ci|]; fi; done", "npm")]
    [InlineData("[ -z \"$JS\" ] || [|npm ci|]", "npm")]
    [InlineData("( . /nvm.sh && [|npm ci|] )", "npm")]
    [InlineData("PATH=/opt/node/bin:$PATH [|npm ci|]", "npm")]
    [InlineData("[|npm ci|] && apt-get purge -y npm", "npm")]
    [InlineData("[|npm ci|] && rm -rf /usr/local/lib/node_modules/npm", "npm")]
    [InlineData("if [ -n \"$JS\" ]; then [|npm ci|] || true; fi", "npm")]
    [InlineData("[|conda install|] -y numpy && rm -rf /tmp/conda", "conda")]
    [InlineData("[|/opt/conda/bin/conda install|] -y numpy && rm -rf /opt/conda/bin", "conda")]
    [InlineData("[|/tmp/conda/bin/conda install|] -y numpy && rm -rf /tmp/conda", "conda")]
    [InlineData("[|/opt/conda/bin/conda install|] -y numpy && rm -rf /tmp/../opt/conda", "conda")]
    [InlineData("ln -s /tmp/conda/bin/conda /bin/conda; [|/bin/conda install|] -y numpy; rm -rf /tmp/conda", "conda")]
    public void The_manager_may_be_missing_where_the_cleanup_runs(string step, string program)
    {
        Rule.Finds($"FROM debian:12\nRUN {step}").Refused();
        Assert.Contains(
            Invariants.Analyze(MarkedText.Parse($"FROM debian:12\nRUN {step}").Text, DockerLsp.Engine.Configuration.AnalysisOptions.Default with { Select = ["DLS1007"] }).Findings[0].Fixes,
            f => f.Title == $"Clean up in this RUN (may lack {program})");
    }

    [Theory]
    [InlineData("if [ -n \"$JS\" ]; then curl https://example.com/node | sh; [|npm ci|]; fi", "if [ -n \"$JS\" ]; then curl https://example.com/node | sh; npm ci && npm cache clean --force; fi")]
    [InlineData("if [ -n \"$JS\" ]; then [|sudo npm ci|] && make; fi && make install", "if [ -n \"$JS\" ]; then sudo npm ci && make && sudo npm cache clean --force; fi && make install")]
    [InlineData("if [ -f /tmp/conda-tmp/a.yml ]; then umask 0002 && [|/opt/conda/bin/conda env update|] -n base -f /tmp/conda-tmp/a.yml; fi && rm -rf /tmp/conda-tmp", "if [ -f /tmp/conda-tmp/a.yml ]; then umask 0002 && /opt/conda/bin/conda env update -n base -f /tmp/conda-tmp/a.yml \\\n    && /opt/conda/bin/conda clean --all --yes; fi && rm -rf /tmp/conda-tmp")]
    [InlineData("case $A in b) [|conda install|] -y numpy;; esac", "case $A in b) conda install -y numpy && conda clean --all --yes;; esac")]
    public void The_cleanup_goes_into_the_branch_that_has_the_manager(string step, string expected) =>
        Rule.Finds($"FROM debian:12\nRUN {step}").Fixed($"FROM debian:12\nRUN {expected}");

    [Fact]
    public void The_cleanup_stays_in_the_chain_of_the_install() => Rule
        .Finds("""
            FROM node:20
            RUN [ -f package.json ] && [|npm ci|]
            """)
        .Fixed("""
            FROM node:20
            RUN [ -f package.json ] && npm ci && npm cache clean --force
            """);

    [Fact]
    public void A_manager_that_is_called_by_its_path() => Rule
        .Finds("""
            FROM registry.example.com/base:1
            RUN [|/opt/conda/bin/conda install|] -y numpy
            """)
        .Fixed("""
            FROM registry.example.com/base:1
            RUN /opt/conda/bin/conda install -y numpy && /opt/conda/bin/conda clean --all --yes
            """);

    [Fact]
    public void Several_managers_in_one_step() => Verify.Finds("""
            FROM node:20
            WORKDIR /app
            RUN {|DLS1007:npm ci|} && {|DL3042:pip install|} -r requirements.txt && {|DLS1007:composer install|}
            USER 1000
            """)
        .Fixed("""
            FROM node:20
            WORKDIR /app
            RUN npm ci && pip install --no-cache-dir -r requirements.txt && composer install --no-cache && npm cache clean --force
            USER 1000
            """);

    [Fact]
    public void A_stage_that_only_COPY_reads() => Rule
        .Finds("""
            FROM node:20 AS build
            RUN npm ci && npm run build

            FROM node:20-slim AS base
            RUN [|npm install|] -g serve@14

            FROM base
            COPY --from=build /app/dist /srv
            """)
        .Fixed("""
            FROM node:20 AS build
            RUN npm ci && npm run build

            FROM node:20-slim AS base
            RUN npm install -g serve@14 && npm cache clean --force

            FROM base
            COPY --from=build /app/dist /srv
            """);

    [Fact]
    public void A_heredoc() => Rule
        .Finds("""
            FROM node:20
            RUN <<EOF
            set -e
            if [ -f package-lock.json ]; then
                [|npm ci|]
            fi
            EOF
            """)
        .Fixed("""
            FROM node:20
            RUN <<EOF
            set -e
            if [ -f package-lock.json ]; then
                npm ci
                npm cache clean --force
            fi
            EOF
            """);

    [Fact]
    public void What_two_steps_need() => Rule
        .Finds("""
            FROM golang:1.25
            COPY . .
            RUN [|go get|] -d ./...
            RUN go install ./...
            """)
        .Refused("`go install` in line 4 uses the same build and module caches");

    [Fact]
    public void A_trigger() => Rule
        .Finds("""
            FROM node:20
            ONBUILD RUN [|npm ci|]
            """)
        .Fixed("""
            FROM node:20
            ONBUILD RUN npm ci && npm cache clean --force
            """);

    [Theory]
    [InlineData("RUN npm ci && npm cache clean --force")]
    [InlineData("RUN npm ci && rm -rf /root/.npm")]
    [InlineData("RUN npm ci && rm -rf ~/.npm /tmp/*")]
    [InlineData("RUN npm ci && rm -rf /home/node/.npm")]
    [InlineData("RUN npm ci && rm -rf /opt/app-root/src/.npm/*")]
    [InlineData("RUN --mount=type=cache,target=/root/.npm npm ci")]
    [InlineData("RUN --mount=type=cache,target=/home/node/.npm npm ci")]
    [InlineData("RUN --mount=type=cache,target=$CACHE npm ci")]
    [InlineData("ENV npm_config_cache=/tmp/npm\nRUN npm ci")]
    [InlineData("RUN npm ci --cache /tmp/npm")]
    [InlineData("RUN npm run build")]
    [InlineData("RUN npm --version")]
    [InlineData("RUN $NPM ci")]
    [InlineData("RUN eval npm ci")]
    [InlineData("RUN echo npm ci")]
    [InlineData("RUN install() { npm ci; }; echo")]
    [InlineData("RUN pnpm install --frozen-lockfile")]
    [InlineData("RUN bun install")]
    [InlineData("RUN gem install rails")]
    [InlineData("RUN bundle install")]
    [InlineData("ENV UV_NO_CACHE=1\nRUN uv sync")]
    [InlineData("ENV UV_CACHE_DIR=/tmp/uv\nRUN uv sync")]
    [InlineData("RUN uv --no-cache sync")]
    [InlineData("RUN POETRY_CACHE_DIR=/tmp/p poetry install")]
    [InlineData("RUN poetry install && rm -rf /root/.cache/pypoetry")]
    [InlineData("RUN composer install && composer clear-cache")]
    [InlineData("RUN conda install -y numpy && conda clean -afy")]
    [InlineData("RUN conda install -y numpy && rm -rf /opt/conda/pkgs")]
    [InlineData("RUN cargo build --offline")]
    [InlineData("RUN cargo --version")]
    [InlineData("RUN go version && go env")]
    [InlineData("RUN go build && go clean -modcache")]
    [InlineData("RUN mvn package\nCMD [\"mvn\", \"spring-boot:run\"]")]
    [InlineData("RUN go mod download\nCMD go run main.go")]
    [InlineData("RUN dotnet --info")]
    [InlineData("RUN dotnet build --no-restore")]
    [InlineData("RUN pacman -Syu --noconfirm git && rm -rf /var/cache/pacman/pkg/*")]
    [InlineData("RUN pacman -Syu --noconfirm git && pacman -Scc --noconfirm")]
    [InlineData("RUN pacman -Qi git")]
    public void Keeps_no_cache(string steps) => Rule.FindsNothing($"FROM registry.example.com/base:1\n{steps}");

    [Fact]
    public void In_exec_form() => Rule.Finds("FROM registry.example.com/base:1\nRUN [\"[|npm\", \"ci|]\"]").Refused("exec form");

    [Fact]
    public void A_tool_for_all_users_needs_no_cache() => Rule
        .Finds("""
            FROM mcr.microsoft.com/dotnet/sdk:8.0
            RUN [|dotnet tool install|] --global acme.tool
            ENV PATH="$PATH:/root/.dotnet/tools"
            """)
        .Fixed("""
            FROM mcr.microsoft.com/dotnet/sdk:8.0
            RUN dotnet tool install --global acme.tool && dotnet nuget locals all --clear
            ENV PATH="$PATH:/root/.dotnet/tools"
            """);

    [Fact]
    public void A_tool_of_a_manifest_runs_from_the_cache() => Rule
        .Finds("""
            FROM mcr.microsoft.com/dotnet/sdk:8.0
            RUN [|dotnet tool install|] acme.tool
            """)
        .Unsafe("what runs later may need it", """
            FROM mcr.microsoft.com/dotnet/sdk:8.0
            RUN dotnet tool install acme.tool && dotnet nuget locals all --clear
            """);

    [Fact]
    public void A_deleted_archive_is_not_the_manager() => Rule
        .Finds("""
            FROM mambaorg/micromamba:2.3.1
            ARG VERSION=1.2
            RUN [|micromamba create|] -n tool -y -f environment.yml && rm ${VERSION}.tar.gz
            """)
        .Fixed("""
            FROM mambaorg/micromamba:2.3.1
            ARG VERSION=1.2
            RUN micromamba create -n tool -y -f environment.yml && rm ${VERSION}.tar.gz \
                && micromamba clean --all --yes
            """);

    [Theory]
    [InlineData("rm $TOOL")]
    [InlineData("rm $DIR/micromamba")]
    [InlineData("rm ${P}mamba")]
    public void What_is_deleted_may_be_the_manager(string deletion) => Rule
        .Finds($"FROM mambaorg/micromamba:2.3.1\nRUN [|micromamba create|] -n tool -y -f tool.yml && {deletion}\n")
        .Unsafe("may lack micromamba", $"FROM mambaorg/micromamba:2.3.1\nRUN micromamba create -n tool -y -f tool.yml && {deletion} && micromamba clean --all --yes\n");
}
