#include "load/histogram.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace load {
namespace {

/// Buckets in each power of two: 2^7, hence the 1/128.
constexpr unsigned kSubBits = 7;
constexpr std::uint64_t kSub = 1U << kSubBits;
/// 2^42 ns is more than an hour; later values are counted there.
constexpr unsigned kMaxBits = 42;
constexpr std::size_t kBuckets = (kMaxBits - kSubBits + 1) * kSub;

std::size_t bucket_of(std::uint64_t value) noexcept {
  value = std::min(value, (std::uint64_t{1} << kMaxBits) - 1);
  if (value < kSub) return value;
  const auto shift = static_cast<unsigned>(std::bit_width(value)) - 1 - kSubBits;
  return (shift + 1) * kSub + ((value >> shift) - kSub);
}

std::uint64_t upper_end(std::size_t bucket) noexcept {
  if (bucket < kSub) return bucket;
  const auto shift = bucket / kSub - 1;
  return ((kSub + bucket % kSub + 1) << shift) - 1;
}

}  // namespace

Histogram::Histogram() : buckets_(kBuckets, 0) {}

void Histogram::record(std::uint64_t value) noexcept {
  ++buckets_[bucket_of(value)];
  ++count_;
  max_ = std::max(max_, value);
}

void Histogram::add(const Histogram& other) noexcept {
  for (std::size_t i = 0; i < buckets_.size(); ++i) buckets_[i] += other.buckets_[i];
  count_ += other.count_;
  max_ = std::max(max_, other.max_);
}

void Histogram::clear() noexcept {
  std::fill(buckets_.begin(), buckets_.end(), 0);
  count_ = 0;
  max_ = 0;
}

std::uint64_t Histogram::at(double quantile) const noexcept {
  if (count_ == 0) return 0;
  const auto wanted = std::max<std::uint64_t>(
      1, static_cast<std::uint64_t>(std::ceil(std::clamp(quantile, 0.0, 1.0) * static_cast<double>(count_))));
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < buckets_.size(); ++i) {
    seen += buckets_[i];
    if (seen >= wanted) return std::min(upper_end(i), max_);
  }
  return max_;
}

}  // namespace load
