using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Semantics;

namespace DockerLsp.Tests.Engine.Rules.Caching;

public sealed class LockFileNotCopiedTests
{
    private static Verification Rule => Verify.Only("DLS2006");

    [Fact]
    public void What_fails_without_the_lock_file_is_certain() => Rule.Finds("FROM node:20\nWORKDIR /app\nCOPY [|package.json|] ./\nRUN npm ci\nCOPY . .")
        .Says("`npm ci` in line 4 stops the build without `package-lock.json`; copy it too")
        .Offers("Copy `package-lock.json` too (must be in the context)")
        .Unsafe("must be in the context", "FROM node:20\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .");

    [Fact]
    public void A_lock_file_that_is_there_and_not_copied() => In("package.json package-lock.json server.js").Finds("FROM node:20\nWORKDIR /app\nCOPY [|package.json|] .\nRUN npm install --omit=dev")
        .Says("`npm install` in line 4 does not see `package-lock.json` and takes other versions than it names; copy it too")
        .Unsafe("installs its versions", "FROM node:20\nWORKDIR /app\nCOPY package.json package-lock.json .\nRUN npm install --omit=dev");

    [Fact]
    public void In_a_folder_of_its_own() => In("web/package.json web/yarn.lock").Finds("FROM node:20\nCOPY --chown=node [|./web/package.json|] /app/\nRUN yarn install")
        .Unsafe("yarn.lock", "FROM node:20\nCOPY --chown=node ./web/package.json ./web/yarn.lock /app/\nRUN yarn install");

    [Fact]
    public void In_exec_form() => In("package.json npm-shrinkwrap.json").Finds("FROM node:20\nCOPY [[|\"package.json\"|], \"/app/\"]\nRUN npm install")
        .Unsafe("npm-shrinkwrap.json", "FROM node:20\nCOPY [\"package.json\", \"npm-shrinkwrap.json\", \"/app/\"]\nRUN npm install");

    [Fact]
    public void To_a_name_of_its_own_there_is_no_fix() => Rule.Finds("FROM node:20\nCOPY [|package.json|] /app/package.json\nRUN cd /app && npm ci").Offers();

    [Theory]
    [InlineData("go.mod go.sum", "COPY [|go.mod|] ./\nRUN go mod download")]
    [InlineData("go.mod go.sum", "COPY [|go.mod|] main.go ./\nRUN go build -o /app .")]
    [InlineData("Cargo.toml Cargo.lock", "COPY [|Cargo.toml|] ./\nRUN mkdir src && echo 'fn main(){}' > src/main.rs && cargo build --release")]
    [InlineData("pyproject.toml poetry.lock", "COPY [|pyproject.toml|] ./\nRUN pip install poetry==1.8 && poetry install --no-root")]
    [InlineData("pyproject.toml uv.lock", "COPY --from=ghcr.io/astral-sh/uv:0.5 /uv /bin/uv\nCOPY [|pyproject.toml|] ./\nRUN uv sync")]
    [InlineData("composer.json composer.lock", "COPY --from=composer:2 /usr/bin/composer /usr/bin/composer\nCOPY [|composer.json|] ./\nRUN composer install --no-dev")]
    [InlineData("Gemfile Gemfile.lock", "COPY [|Gemfile|] ./\nRUN bundle install")]
    [InlineData("Pipfile Pipfile.lock", "COPY [|Pipfile|] ./\nRUN pipenv install --system")]
    [InlineData("package.json pnpm-lock.yaml", "COPY [|package.json|] ./\nRUN <<EOF\ncorepack enable\npnpm install\nEOF")]
    [InlineData("package.json bun.lock", "COPY [|package.json|] ./\nRUN bun install")]
    [InlineData("mix.exs mix.lock", "COPY [|mix.exs|] ./\nRUN mix deps.get")]
    [InlineData("package.json package-lock.json", "ADD [|package.json|] /app/\nUSER node\nRUN npm i")]
    // Another manifest without a lock file is no reason to be silent, and of several the one with the lock file is meant.
    [InlineData("package.json package-lock.json a/package.json", "COPY a/package.json a/\nCOPY [|package.json|] ./\nRUN npm install")]
    public void Each_tool_has_its_own(string files, string text) => In(files).Finds("FROM base:1\nWORKDIR /app\n" + text);

    [Theory]
    [InlineData("COPY [|package.json|] ./\nRUN pnpm install --frozen-lockfile")]
    [InlineData("COPY [|package.json|] ./\nRUN yarn install --immutable")]
    [InlineData("COPY [|pyproject.toml|] ./\nRUN uv sync --locked --no-install-project")]
    [InlineData("COPY [|Cargo.toml|] ./\nRUN cargo fetch --locked")]
    [InlineData("COPY [|Pipfile|] ./\nRUN pipenv sync")]
    [InlineData("COPY [|Gemfile|] ./\nRUN bundle install --frozen")]
    [InlineData("COPY package.json ./\nFROM scratch AS b\nFROM node:20\nCOPY [|package.json|] ./\nRUN npm ci")]
    public void Fails_without_it(string text) => Rule.Finds("FROM base:1\nWORKDIR /app\n" + text);

    [Theory]
    [InlineData("COPY package.json package-lock.json ./\nRUN npm ci")]
    [InlineData("COPY package*.json ./\nRUN npm ci")]
    [InlineData("COPY package.json ./\nCOPY package-lock.json ./\nRUN npm ci")]
    [InlineData("COPY package-lock.json ./\nCOPY package.json ./\nRUN npm ci")]
    [InlineData("COPY package.json npm-shrinkwrap.json ./\nRUN npm ci")]
    [InlineData("COPY package.json *.json ./\nRUN npm ci")]
    [InlineData("COPY package.json ./\nCOPY . .\nRUN npm ci")]
    [InlineData("COPY . .\nCOPY package.json ./\nRUN npm ci")]
    [InlineData("COPY package.json ./\nRUN --mount=type=bind,source=package-lock.json,target=package-lock.json npm ci")]
    [InlineData("COPY package.json ./\nRUN --mount=type=bind,target=. npm ci")]
    [InlineData("COPY package.json ./\nRUN npm install")]
    [InlineData("COPY package.json ./\nRUN npm ci --prefix client")]
    [InlineData("COPY package.json ./\nRUN npm ci || npm install")]
    [InlineData("COPY package.json ./\nRUN if [ -n \"$CI\" ]; then npm ci; fi")]
    [InlineData("COPY package.json ./\nRUN npm install --package-lock-only\nRUN npm ci")]
    [InlineData("COPY package.json ./\nRUN curl -O https://example.com/locked.json && npm ci")]
    [InlineData("COPY package.json ./\nRUN git clone https://example.com/x . && npm ci")]
    [InlineData("COPY package.json ./\nCOPY <<EOF package-lock.json\n{}\nEOF\nRUN npm ci")]
    [InlineData("COPY package.json ./\nCOPY --from=deps /app/ ./\nRUN npm ci")]
    [InlineData("ONBUILD COPY package.json ./\nONBUILD RUN npm ci")]
    [InlineData("COPY package.json ./\nONBUILD RUN npm ci")]
    [InlineData("ARG LOCK\nCOPY package.json $LOCK ./\nRUN npm ci")]
    [InlineData("COPY package.json ./\n# package-lock.json is written anew here\nRUN npm ci")]
    [InlineData("ENV npm_config_package_lock=false\nCOPY package.json ./\nRUN npm ci")]
    [InlineData("COPY --from=a package.json ./\nRUN npm ci")]
    [InlineData("COPY package.json ./\nFROM b\nRUN npm ci")]
    [InlineData("COPY package.json ./\nRUN [\"npm\", \"ci\"]")]
    [InlineData("COPY package.json ./\nRUN npm ci-info")]
    [InlineData("COPY package.json ./\nRUN yarn install --frozen-lockfile")]
    [InlineData("RUN npm ci\nCOPY package.json ./")]
    [InlineData("COPY package.json ./\nRUN <<EOF\nset -e\ncp /locks/package-lock.json .\nnpm ci\nEOF")]
    public void Has_what_it_needs(string text) => Rule.FindsNothing("FROM base:1\nWORKDIR /app\n" + text);

    [Fact]
    public void The_stage_below_may_have_it() => Rule.FindsNothing("FROM node:20 AS base\nCOPY package-lock.json ./\nFROM base\nCOPY package.json ./\nRUN npm ci");

    [Theory]
    [InlineData("package.json", "COPY package.json ./\nRUN npm install")]
    // Another folder than the context: nothing is known of that.
    [InlineData("package-lock.json", "COPY package.json ./\nRUN npm install")]
    [InlineData("app/package.json app/package-lock.json", "COPY package.json ./\nRUN npm install")]
    [InlineData("package.json package-lock.json", "COPY package.json ./\nRUN npm install --no-package-lock")]
    [InlineData("package.json package-lock.json", "COPY package.json ./\nRUN npm install -g typescript")]
    [InlineData("package.json package-lock.json", "COPY package.json ./\nRUN npm install express")]
    [InlineData("package.json package-lock.json", "COPY package.json ./\nRUN yarn install")]
    [InlineData("package.json yarn.lock package-lock.json", "COPY package.json yarn.lock ./\nRUN yarn")]
    [InlineData("go.mod go.sum", "COPY go.mod ./\nRUN go mod tidy && go build .")]
    [InlineData("go.mod go.sum", "COPY go.* ./\nRUN go mod download")]
    [InlineData("web/package.json web/package-lock.json", "COPY web/package.json ./\nCOPY web ./\nRUN npm install")]
    [InlineData("pyproject.toml poetry.lock", "COPY pyproject.toml poetry.lock* ./\nRUN poetry install")]
    [InlineData("pyproject.toml", "COPY pyproject.toml ./\nRUN pip install .")]
    public void Nothing_is_missed(string files, string text) => In(files).FindsNothing("FROM base:1\nWORKDIR /app\n" + text);

    private static Verification In(string files) =>
        new(AnalysisOptions.Default with { Select = ["DLS2006"], Context = new(ContextSummary.Of(new Listing(files, IsCut: false))) });
}
