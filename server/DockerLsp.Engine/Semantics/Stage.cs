using DockerLsp.Engine.Syntax;

namespace DockerLsp.Engine.Semantics;

/// <summary>From one FROM to the next.</summary>
public sealed class Stage
{
    internal Stage(int index, int first, string? name, Stage? @base, BaseImage image)
    {
        Index = index;
        FirstInstruction = first;
        Name = name;
        Base = @base;
        Image = image;
    }

    /// <summary>Its number, from 0.</summary>
    public int Index { get; }

    /// <summary>The name behind AS, as written.</summary>
    public string? Name { get; }

    /// <summary>The stage that it starts from; null where it starts from an image.</summary>
    public Stage? Base { get; private set; }

    /// <summary>The image that the chain of stages starts from.</summary>
    public BaseImage Image { get; }

    /// <summary>The index of its FROM.</summary>
    public int FirstInstruction { get; private set; }

    /// <summary>The index behind its last instruction.</summary>
    public int EndInstruction { get; internal set; }

    /// <summary>Whether a later stage starts from it.</summary>
    public bool IsBase { get; internal set; }

    /// <summary>Whether it is the one that a build without <c>--target</c> makes.</summary>
    public bool IsLast { get; internal set; }

    /// <summary>Whether it is the one that is built: that of <c>--target</c>, or else the last.</summary>
    public bool IsTarget { get; internal set; }

    /// <summary>Whether it is the one that is built, or one that this starts from: its layers are the image's.</summary>
    public bool IsPartOfImage { get; internal set; }

    /// <summary>Whether its layers end up in an image that somebody keeps.</summary>
    public bool IsShipped => IsTarget || IsBase;

    /// <summary>Whether no FROM opens it: a fragment, or a file that is still being typed.</summary>
    public bool IsImplicit { get; internal init; }

    /// <summary>How messages name it: its name, or its number.</summary>
    public string DisplayName => Name ?? $"stage {Index}";

    /// <summary>The same stage in another version of the file.</summary>
    internal Stage MovedTo(int first, Stage? @base)
    {
        var moved = (Stage)MemberwiseClone();
        (moved.FirstInstruction, moved.Base) = (first, @base);
        return moved;
    }
}
