/** Images of builds and kinds that not every Windows node runs. */
export const IMAGE_2016 = 'mcr.microsoft.com/windows/servercore:ltsc2016';
export const IMAGE_2019 = 'mcr.microsoft.com/windows/servercore:ltsc2019';
export const IMAGE_2025 = 'mcr.microsoft.com/windows/servercore:ltsc2025';
export const NANO = 'mcr.microsoft.com/windows/nanoserver:ltsc2022';
export const NANO_20H2 = 'mcr.microsoft.com/windows/nanoserver:20H2';
