/*
 * The lab sheet's program in plain C: full-batch gradient descent on XOR, 2-2-1, sigmoid, learning rate 0.1.
 * Build: gcc -O2 sheet.c -lm. Each line "sheet ITERATIONS REPEATS" on standard input runs it REPEATS times and
 * answers with the seconds of the fastest run and the last loss.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define SAMPLES 4
#define INPUTS 2
#define HIDDEN 2
#define OUTPUTS 1

static const double X[SAMPLES][INPUTS] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
static const double Y[SAMPLES][OUTPUTS] = {{0}, {1}, {1}, {0}};

/* numpy.random.seed(42); randn(2, 2), then randn(2, 1) */
static const double W1_START[INPUTS][HIDDEN] = {{0.4967141530112327, -0.13826430117118466}, {0.6476885381006925, 1.5230298564080254}};
static const double W2_START[HIDDEN][OUTPUTS] = {{-0.23415337472333597}, {-0.23413695694918055}};

static double sigmoid(double z) { return 1 / (1 + exp(-z)); }

static double train(int iterations)
{
    double W1[INPUTS][HIDDEN], b1[HIDDEN] = {0}, W2[HIDDEN][OUTPUTS], b2[OUTPUTS] = {0};
    double h[SAMPLES][HIDDEN], out[SAMPLES][OUTPUTS], error[SAMPLES][OUTPUTS], d2[SAMPLES][OUTPUTS], d1[SAMPLES][HIDDEN];
    double loss = 0;
    memcpy(W1, W1_START, sizeof W1);
    memcpy(W2, W2_START, sizeof W2);
    for (int iteration = 0; iteration < iterations; iteration++)
    {
        for (int n = 0; n < SAMPLES; n++)
            for (int j = 0; j < HIDDEN; j++)
            {
                double z = b1[j];
                for (int i = 0; i < INPUTS; i++) z += X[n][i] * W1[i][j];
                h[n][j] = sigmoid(z);
            }
        for (int n = 0; n < SAMPLES; n++)
            for (int k = 0; k < OUTPUTS; k++)
            {
                double z = b2[k];
                for (int j = 0; j < HIDDEN; j++) z += h[n][j] * W2[j][k];
                out[n][k] = sigmoid(z);
            }

        loss = 0;
        for (int n = 0; n < SAMPLES; n++)
            for (int k = 0; k < OUTPUTS; k++)
            {
                error[n][k] = out[n][k] - Y[n][k];
                loss += error[n][k] * error[n][k] / (SAMPLES * OUTPUTS);
                d2[n][k] = error[n][k] * (out[n][k] * (1 - out[n][k]));
            }
        for (int n = 0; n < SAMPLES; n++)
            for (int j = 0; j < HIDDEN; j++)
            {
                double sum = 0;
                for (int k = 0; k < OUTPUTS; k++) sum += d2[n][k] * W2[j][k];
                d1[n][j] = sum * (h[n][j] * (1 - h[n][j]));
            }

        for (int j = 0; j < HIDDEN; j++)
            for (int k = 0; k < OUTPUTS; k++)
            {
                double sum = 0;
                for (int n = 0; n < SAMPLES; n++) sum += h[n][j] * d2[n][k];
                W2[j][k] -= 0.1 * sum;
            }
        for (int k = 0; k < OUTPUTS; k++)
            for (int n = 0; n < SAMPLES; n++) b2[k] -= 0.1 * d2[n][k];
        for (int i = 0; i < INPUTS; i++)
            for (int j = 0; j < HIDDEN; j++)
            {
                double sum = 0;
                for (int n = 0; n < SAMPLES; n++) sum += X[n][i] * d1[n][j];
                W1[i][j] -= 0.1 * sum;
            }
        for (int j = 0; j < HIDDEN; j++)
            for (int n = 0; n < SAMPLES; n++) b1[j] -= 0.1 * d1[n][j];
    }

    return loss;
}

int main(void)
{
    char name[32];
    int iterations, repeats;
    while (scanf("%31s %d %d", name, &iterations, &repeats) == 3)
    {
        double best = INFINITY, loss = 0;
        for (int r = 0; r < repeats; r++)
        {
            struct timespec start, end;
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start);
            loss = train(iterations);
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
            double seconds = (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
            if (seconds < best) best = seconds;
        }
        printf("%.17g %.17g\n", best, loss);
        fflush(stdout);
    }
    return 0;
}
