using System.Collections.Immutable;
using DockerLsp.Engine.Configuration;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Files;

namespace DockerLsp.Cli;

/// <summary>What is configured for the files of a run: files, then variables, then the command line, which beats all.</summary>
internal sealed class RunConfiguration
{
    private readonly CommandEnvironment environment;
    private readonly ConfigurationStore store;
    private readonly ConfigurationFile? only;
    private readonly Action<ConfigurationBuilder> applyArguments;
    private readonly ContextSummaries contexts = new(ContextLimits.Short);
    private readonly HashSet<string> complained = new(StringComparer.Ordinal);

    /// <param name="environment">Where files and variables are, and problems are told.</param>
    /// <param name="file">The file of <c>--config</c>, which alone is read; null to search.</param>
    /// <param name="applyArguments">Applies what the command line says.</param>
    /// <exception cref="UsageException">The file cannot be read, or a variable makes no sense.</exception>
    public RunConfiguration(CommandEnvironment environment, string? file, Action<ConfigurationBuilder> applyArguments)
    {
        this.environment = environment;
        this.applyArguments = applyArguments;
        store = ConfigurationStore.ForCommandLine(environment.Files, environment.CurrentDirectory);
        if (file is not null)
        {
            try
            {
                only = store.Read(Path.GetFullPath(file, environment.CurrentDirectory));
            }
            catch (Exception exception) when (FileProblem.IsAboutFile(exception))
            {
                throw new UsageException($"{file}: {FileProblem.Describe(exception)}");
            }
        }

        if (ConfigurationVariables.Apply(new ConfigurationBuilder(AnalysisOptions.Default), environment.GetVariable, ReportFormats.Names) is [var problem, ..])
        {
            throw new UsageException(problem);
        }
    }

    /// <summary>What holds for a file. May be asked for many files at once.</summary>
    public EffectiveConfiguration For(InputFile input)
    {
        var configured = For(PathOf(input));
        // Standard input has no context that anyone named.
        return input.FullPath is null ? configured : configured with { Options = InContext(configured.Options, input, input.Builds is [var build, ..] ? build.Context : null) };
    }

    /// <summary>The options for a build of the file in a context.</summary>
    /// <param name="options">What is configured.</param>
    /// <param name="input">The Dockerfile.</param>
    /// <param name="context">The folder that is the context; null for that of the Dockerfile.</param>
    public AnalysisOptions InContext(AnalysisOptions options, InputFile input, string? context)
    {
        var path = PathOf(input);
        var ignoreFile = store.FindIgnoreFile(path, context);
        return options with { IgnoreFile = ignoreFile, Context = contexts.Of(context ?? Path.GetDirectoryName(path) ?? ".", ignoreFile) };
    }

    /// <summary>What holds for the current folder as a whole: in which format a report is written is no matter of one file.</summary>
    public EffectiveConfiguration ForRun() => For(Path.Combine(environment.CurrentDirectory, "Dockerfile"));

    /// <summary>Tells what is wrong with the configuration files, each once.</summary>
    /// <returns>Whether one of them is invalid.</returns>
    public bool ReportProblems(EffectiveConfiguration configuration, Progress progress)
    {
        foreach (var file in configuration.Files.Where(file => complained.Add(file.Path)))
        {
            foreach (var problem in file.Problems)
            {
                progress.Clear();
                environment.Complain($"{NameOf(file.Path)}:{problem.Line}:{problem.Column}: {problem.Message}");
            }
        }

        return configuration.Files.Any(file => file.HasErrors);
    }

    /// <summary>The least severity that fails a run; null where none does.</summary>
    public static Severity? ThresholdOf(EffectiveConfiguration configuration) => Words.ParseThreshold(configuration.FailOn ?? "warning");

    /// <summary>A file as the person who started the command would name it.</summary>
    public string NameOf(string path) =>
        ConfigurationStore.IsWithin(path, environment.CurrentDirectory) ? Path.GetRelativePath(environment.CurrentDirectory, path).Replace('\\', '/') : path;

    private EffectiveConfiguration For(string path)
    {
        var builder = new ConfigurationBuilder(AnalysisOptions.Default);
        ImmutableArray<ConfigurationFile> files = only is null ? store.Find(Path.GetDirectoryName(path) ?? path) : [only];
        foreach (var file in files.Reverse())
        {
            builder.Apply(file, path, NameOf(file.Path));
        }

        ConfigurationVariables.Apply(builder, environment.GetVariable, ReportFormats.Names);
        applyArguments(builder);
        return builder.Build();
    }

    private string PathOf(InputFile input) =>
        input.FullPath ?? Path.GetFullPath(input.Name == "-" ? "Dockerfile" : input.Name, environment.CurrentDirectory);
}
