using System.Text.Json;

namespace DockerLsp.Tests.Host.Cli;

/// <summary>Repositories that were set up for hadolint, run as they are: configuration file, variables and comments of each key that hadolint documents.</summary>
public sealed class HadolintRepositoryTests
{
    /// <summary>A web service: what its team does not mind is ignored, what it minds most is an error.</summary>
    [Fact]
    public void A_service_that_fails_on_errors_alone()
    {
        using var folder = new TempFolder();
        folder.Add(".git/HEAD", "x").Add(".hadolint.yaml", """
            ---
            # https://github.com/hadolint/hadolint#configure
            failure-threshold: error

            ignored:
              - DL3008   # the base image is rebuilt every night
              - "DL3059"
              - SC2086

            override:
              error:
                - DL3002
                - DL3025
              warning:
                - DL3042
              info:
                - DL3015
              style:
                - DL3007

            trustedRegistries:
              - docker.io
              - "*.acme.example"
              - my-company.com:5000
            """)
            .Add("Dockerfile", """
            FROM python:latest AS build
            RUN apt-get update && apt-get install -y gcc
            RUN pip install -r requirements.txt
            RUN echo $HOME

            FROM registry.acme.example/base:1
            #hadolint ignore=DL3018,DL3059
            RUN apk add curl
            # hadolint ignore = DL3003 , DL3004
            RUN cd /srv && sudo make
            USER root
            CMD python app.py
            """)
            .Add("worker/Dockerfile", """
            FROM quay.io/acme/worker:1
            CMD ["work"]
            """);
        var run = Run.In(folder, "lint", "--format", "json", "Dockerfile", "worker/Dockerfile");
        Assert.Equal((1, ""), (run.Status, run.Error));
        Assert.Equal(
            """
            Dockerfile:1 DL3007 hint
            Dockerfile:2 DL3015 info
            Dockerfile:3 DL3042 warning
            Dockerfile:8 DL3019 info
            Dockerfile:11 DL3002 error
            Dockerfile:11 DL3066 info
            Dockerfile:12 DL3025 error
            worker/Dockerfile:1 DL3026 error
            """.ReplaceLineEndings("\n"), Describe(run));
        // Without what is an error here, nothing fails the run.
        Assert.Equal(0, Run.In(folder, "lint", "--ignore", "DL3002,DL3025,DL3026").Status);
        Assert.Equal(0, Run.With(folder, new Dictionary<string, string> { ["HADOLINT_IGNORE"] = "DL3002,DL3025", ["HADOLINT_TRUSTED_REGISTRIES"] = "quay.io,*.acme.example,docker.io" }, "lint").Status);
        Assert.Equal(1, Run.With(folder, new Dictionary<string, string> { ["HADOLINT_IGNORE"] = "DL3002,DL3025", ["HADOLINT_TRUSTED_REGISTRIES"] = "docker.io" }, "lint").Status);
    }

    /// <summary>Images that others build on: labels are part of the contract, and no comment gets around the rules.</summary>
    [Fact]
    public void Base_images_with_a_label_schema_and_no_way_around_it()
    {
        using var folder = new TempFolder();
        folder.Add(".git/HEAD", "x").Add(".hadolint.yml", """
            disable-ignore-pragma: true
            failure-threshold: style
            format: json
            label-schema:
              author: text
              contact: email
              created: rfc3339
              version: semver
              documentation: url
              git-revision: hash
              license: spdx
            no-color: true
            no-fail: false
            strict-labels: true
            override: {info: [DL3048], warning: [DL3049]}
            """)
            .Add("image/Dockerfile", """
            # hadolint global ignore=DL3006
            FROM debian
            LABEL author="the platform team" contact="platform@acme.example" created="2024-05-01T10:00:00Z" \
                  version="1.0" documentation="not a url" git-revision="0123456" license="MIT" \
                  team="platform"
            # hadolint ignore=DL3020
            ADD app.conf /etc/app.conf
            """);
        var run = Run.In(folder, "lint");
        Assert.Equal((1, ""), (run.Status, run.Error));
        Assert.Equal(
            """
            image/Dockerfile:2 DL3006 warning
            image/Dockerfile:4 DL3056 warning
            image/Dockerfile:4 DL3052 warning
            image/Dockerfile:5 DL3050 info
            image/Dockerfile:7 DL3020 error
            """.ReplaceLineEndings("\n"), Describe(run));
        // The variables of a job beat the file, and what it asks for beats both.
        Assert.Equal(0, Run.With(folder, new Dictionary<string, string> { ["HADOLINT_NOFAIL"] = "true" }, "lint").Status);
        var relaxed = Run.With(folder, new Dictionary<string, string>
        {
            ["HADOLINT_DISABLE_IGNORE_PRAGMA"] = "false",
            ["HADOLINT_STRICT_LABELS"] = "0",
            ["HADOLINT_OVERRIDE_INFO"] = "DL3052,DL3056",
            ["HADOLINT_FAILURE_THRESHOLD"] = "warning",
            ["HADOLINT_VERBOSE"] = "1",
            ["NO_COLOR"] = "1",
        }, "lint");
        Assert.Equal((0, ""), (relaxed.Status, relaxed.Error));
        Assert.Equal("image/Dockerfile:4 DL3056 info\nimage/Dockerfile:4 DL3052 info", Describe(relaxed));
        var required = Run.With(folder, new Dictionary<string, string> { ["HADOLINT_REQUIRE_LABELS"] = "maintainer:email,author:text", ["HADOLINT_FORMAT"] = "checkstyle" }, "lint", "--select", "DL3049");
        Assert.Contains("maintainer", required.Text, StringComparison.Ordinal);
        Assert.StartsWith("<?xml", required.Text, StringComparison.Ordinal);
    }

    /// <summary>A repository with many images, whose findings are only looked at: nothing fails, comments say what is meant.</summary>
    [Fact]
    public void A_repository_that_never_fails()
    {
        using var folder = new TempFolder();
        folder.Add(".git/HEAD", "x").Add(".hadolint.yaml", """
            no-fail: true
            failure-threshold: none
            format: sarif
            verbose: true
            ignored:
            - DL3018
            - DL9999
            """)
            .Add("windows/Dockerfile", """
            FROM mcr.microsoft.com/windows/servercore:ltsc2022
            # hadolint shell=powershell
            RUN Get-Process notepad | Stop-Process
            """)
            .Add("tools/Dockerfile", """
            # syntax=docker/dockerfile:1
            # hadolint global ignore=DL3006,DL3041
            FROM alpine
            # Some words on why first.
            # hadolint ignore=DL3019
            RUN apk add curl
            RUN apk add git
            # hadolint ignore=SC2046,DL4006
            RUN curl https://example.org | sh $(id -u)
            ONBUILD RUN sudo make
            MAINTAINER someone
            """);
        var run = Run.In(folder, "lint");
        Assert.Equal((0, ""), (run.Status, run.Error));
        var results = JsonDocument.Parse(run.Text).RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray();
        Assert.Equal(
            ["DL3059", "DL3019", "DL3004", "DL4000"],
            results.Select(r => r.GetProperty("ruleId").GetString()).Where(id => id is ['D', 'L', not 'S', ..]));
        // What the command line asks for beats the file.
        Assert.Equal(1, Run.In(folder, "lint", "--fail-on", "error", "--format", "text").Status);
    }

    private static string Describe(Run run) => string.Join('\n', JsonDocument.Parse(run.Text).RootElement.EnumerateArray()
        .Where(f => f.GetProperty("rule").GetString() is ['D', 'L', not 'S', ..])
        .Select(f => $"{f.GetProperty("file")}:{f.GetProperty("line")} {f.GetProperty("rule")} {f.GetProperty("severity")}"));
}
