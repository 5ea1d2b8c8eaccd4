// The types of numbers that CUDA's libraries compute with.

#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <vector>

// The nearest value with so many bits behind the first one, of two the even one.
inline double rounded(double value, int bits, int smallestExponent) {
  if (value == 0 || std::isnan(value) || std::isinf(value)) return value;
  double step = std::ldexp(1, std::max(std::ilogb(value), smallestExponent) - bits);
  return std::nearbyint(value / step) * step;
}

inline float ofHalf(unsigned short bits) {
  int exponent = bits >> 10 & 31;
  double mantissa = bits & 1023;
  double size = exponent == 31  ? (mantissa == 0 ? INFINITY : NAN)
                : exponent == 0 ? std::ldexp(mantissa, -24)
                                : std::ldexp(mantissa + 1024, exponent - 25);
  return static_cast<float>(bits >> 15 ? -size : size);
}

inline unsigned short toHalf(float value) {
  unsigned sign = std::signbit(value) ? 0x8000 : 0;
  double size = std::fabs(rounded(value, 10, -14));
  if (std::isnan(size)) return sign | 0x7e00;
  if (size > 65504) return sign | 0x7c00;
  if (size < std::ldexp(1, -14)) return sign | static_cast<unsigned>(std::ldexp(size, 24));
  int exponent = std::ilogb(size);
  return sign + ((exponent + 14) << 10) + static_cast<unsigned>(std::ldexp(size, 10 - exponent));
}

inline float ofBfloat16(unsigned short bits) {
  unsigned all = static_cast<unsigned>(bits) << 16;
  float value;
  memcpy(&value, &all, sizeof value);
  return value;
}

inline unsigned short toBfloat16(float value) {
  float near = static_cast<float>(rounded(value, 7, -126));
  unsigned bits;
  memcpy(&bits, &near, sizeof bits);
  return std::isnan(value) ? 0x7fc0 : bits >> 16;
}

// Bits behind the first one, of factors in TF32 and float32.
enum { TF32_BITS = 10, FLOAT_BITS = 23 };

// Values of a type from an address on.
struct Numbers {
  enum Type { FLOAT, BFLOAT16, HALF, NONE };

  char* start;
  Type type;

  size_t bytes() const { return type == FLOAT ? 4 : 2; }

  float get(size_t i) const {
    if (type == FLOAT) return reinterpret_cast<float*>(start)[i];
    unsigned short bits = reinterpret_cast<unsigned short*>(start)[i];
    return type == HALF ? ofHalf(bits) : ofBfloat16(bits);
  }

  // The first of them, rounded as factors; read once for many products.
  std::vector<float> factors(size_t count, int bits) const {
    std::vector<float> values(count);
    for (size_t i = 0; i < count; i++) {
      values[i] = bits == FLOAT_BITS ? get(i) : static_cast<float>(rounded(get(i), bits, -126));
    }
    return values;
  }

  void set(size_t i, float value) const {
    if (type == FLOAT) {
      reinterpret_cast<float*>(start)[i] = value;
    } else {
      reinterpret_cast<unsigned short*>(start)[i] = type == HALF ? toHalf(value) : toBfloat16(value);
    }
  }
};
