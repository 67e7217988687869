namespace Backprop;

/// <summary>The exact derivatives of a function of a vector.</summary>
internal abstract class ExactFunction
{
    /// <summary>∂f/∂θᵢ by dual numbers.</summary>
    public abstract double Dual(double[] theta, int index);

    /// <summary>∂f/∂θᵢ by the complex step.</summary>
    public abstract double Complex(double[] theta, int index, double h);
}

/// <summary>The exact derivatives of a function written over any number type.</summary>
internal sealed class ExactFunction<TFunction> : ExactFunction
    where TFunction : IVectorFunction<TFunction>
{
    public override double Dual(double[] theta, int index)
    {
        var dual = Array.ConvertAll(theta, x => (Dual)x);
        dual[index] = Backprop.Dual.Variable(theta[index]);
        return TFunction.Evaluate<Dual>(dual).Derivative;
    }

    public override double Complex(double[] theta, int index, double h)
    {
        var complex = Array.ConvertAll(theta, x => (ComplexNumber)x);
        complex[index] = new(new(theta[index], h));
        return TFunction.Evaluate<ComplexNumber>(complex).Imaginary / h;
    }
}
